import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { config } from '#lib/platform/server/config.server.ts';
import { castBallot, castRequest } from '#lib/referendums/server/box/cast-ballot.ts';

const box = z.array(castRequest).max(1000);
const PAUSE_MS = 15_000;

function place(): string {
  return join(config().STATE_DIR, 'demo-ballots.json');
}

/** Ballots of simulated voters, cast one by one while the demo runs, so that its small batches keep moving. */
export function keepSimulatedBallots(ballots: readonly z.infer<typeof castRequest>[]): void {
  writeFileSync(place(), JSON.stringify(ballots), { mode: 0o600 });
}

/** Casts the next simulated ballot every few seconds until none is left. Demo only. */
export function startSimulatedVoters(): () => Promise<void> {
  const timer = setInterval(() => void castNext(), PAUSE_MS);
  timer.unref();
  return async () => clearInterval(timer);
}

async function castNext(): Promise<void> {
  if (!existsSync(place())) return;
  const [next, ...rest] = box.parse(JSON.parse(readFileSync(place(), 'utf8')));
  if (!next) return rmSync(place());
  await castBallot(next).catch(() => undefined);
  writeFileSync(place(), JSON.stringify(rest), { mode: 0o600 });
}
