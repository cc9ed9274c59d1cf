import { createInterface } from 'node:readline';
import { closeDatabase, openDatabase } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { registerReactions } from '#wiring/reactions.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { closeReferendum } from '#lib/referendums/server/box/close-referendum.ts';
import { publishBatches } from '#lib/referendums/server/box/publish-batches.ts';
import { turnClockwork } from '#lib/referendums/server/clockwork.ts';
import { drawCard } from '#lib/referendums/server/draw/draw-card.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { fresh } from '../support/referendum.ts';
import type { Act } from './house-process.ts';

/** A process of the house for the fault tests: does what its standard input says, one act a line, many at once. */
openDatabase(process.argv[2] ?? '');
registerReactions();
console.log('ready');

for await (const line of createInterface({ input: process.stdin })) void answer(line);
await stopThreads();
await stopSender();
await closeDatabase();

async function answer(line: string): Promise<void> {
  const { id, act, losesReply } = JSON.parse(line) as { id: number; act: Act; losesReply: boolean };
  const reply = await perform(act).then(
    (value) => ({ value }),
    (error: Error) => ({ error: `${error.name}: ${error.message}` }),
  );
  // Committed, and gone before anybody heard of it.
  if (losesReply) process.kill(process.pid, 'SIGKILL');
  console.log(JSON.stringify({ id, ...reply }));
}

async function perform(act: Act): Promise<unknown> {
  if (act.kind === 'cast') return castBallot(act.ballot);
  if (act.kind === 'draw') return drawCard(await fresh(act.personId), act.request);
  if (act.kind === 'publish') return publishBatches(act.uuid);
  if (act.kind === 'close') return closeReferendum(act.uuid);
  return (await turnClockwork()).map(String);
}
