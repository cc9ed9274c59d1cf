import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { config } from '#lib/platform/server/config.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { simulatedBallot } from './voters.ts';

const queue = z.strictObject({ uuid: z.string(), people: z.array(z.uuid()).max(1000) });
export type SimulatedVoters = z.infer<typeof queue>;
const PAUSE_MS = 15_000;

function place(): string {
  return join(config().STATE_DIR, 'demo-voters.json');
}

/** Who of the invented members will vote by themselves while the demo runs. */
export function keepSimulatedVoters(voters: SimulatedVoters): void {
  writeFileSync(place(), JSON.stringify(voters), { mode: 0o600 });
}

/** Lets one of them draw and vote every few seconds until none is left, so that small batches keep moving. Demo only. */
export function startSimulatedVoters(): () => Promise<void> {
  const timer = setInterval(() => void voteNext(), PAUSE_MS);
  timer.unref();
  return async () => clearInterval(timer);
}

async function voteNext(): Promise<void> {
  if (!existsSync(place())) return;
  const { uuid, people } = queue.parse(JSON.parse(readFileSync(place(), 'utf8')));
  const [next, ...rest] = people;
  if (!next) return rmSync(place());
  keepSimulatedVoters({ uuid, people: rest });
  try {
    await castBallot(await simulatedBallot(uuid, next));
  } catch (error) {
    log.warn({ event: 'simulated-voter', code: error instanceof Error ? error.name : 'unknown' });
  }
}
