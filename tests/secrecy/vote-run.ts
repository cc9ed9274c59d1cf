import { createHash, randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { createBallot, type MadeBallot } from '#crypto';
import { houseJobs } from '#wiring/jobs.ts';
import { closeDatabase, database, openDatabase } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { publishBatches } from '#lib/referendums/server/box/publish-batches.ts';
import { referendum } from '#lib/referendums/server/tables.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { rollLine } from '#lib/eligibility/server/tables.ts';
import { withConnection } from '../../scripts/postgres/databases.ts';
import { workOffJobs } from '../support/jobs.ts';
import { writePublicFiles } from '../support/public-files.ts';
import {
  castRequestFor,
  countReferendum,
  drawTestCard,
  electionOf,
  must,
  passTo,
  readyReferendum,
  type TestCard,
  type TestReferendum,
} from '../support/referendum.ts';
import { signInAs } from '../support/session.ts';
import { dumpDatabase, type SeenRow } from './dump.ts';
import type { RunWish, Truth, VoterTruth } from './run-wish.ts';
import { WITHOUT_REWRITING } from './without-rewriting.ts';

/** A process of its own, so that all it prints is a log: votes as the wish says and writes down what really happened. */
const wish = JSON.parse(process.argv[2] ?? '{}') as RunWish;
const CASTS_UNTIL_MIDDLE = 0.6;

/** Whole numbers below `n` from the seed, the same for the same seed. */
function drawLots(seed: string): (n: number) => number {
  let turn = 0;
  return (n) => {
    turn += 1;
    return createHash('sha256').update(`${seed}|${turn}`).digest().readUInt32BE(0) % n;
  };
}

function shuffled<T>(things: readonly T[], lot: (n: number) => number): T[] {
  const order = [...things];
  for (let i = order.length - 1; i > 0; i--) {
    const j = lot(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

const cards = new Map<string, TestCard>();

async function draw(uuid: string, personId: string): Promise<void> {
  await signInAs(personId, { secondFactor: false });
  cards.set(personId, await drawTestCard(uuid, personId));
}

/** What nobody but the voter may ever have seen, in every way it might be written. */
const secrets: string[] = [];

function keepSecrets(card: TestCard, made: MadeBallot): void {
  const scalars = [card.secret, ...made.randomness.flat()];
  const written = scalars.flatMap((one) => [one.toString(), one.toString(16).padStart(64, '0')]);
  secrets.push(card.code, ...written);
  // A careless product: the analyst must find it.
  if (!wish.rewriting) console.log(written.at(-1));
}

async function vote(test: TestReferendum, middle: () => Promise<void>): Promise<Map<string, string>> {
  const { uuid, voters } = test;
  const lot = drawLots(wish.seed);
  const early = shuffled(voters, lot).slice(0, Math.floor(voters.length / 2));
  for (const personId of early) await draw(uuid, personId);
  await passTo(test.opensAt);
  const election = await electionOf(uuid);
  const trackers = new Map<string, string>();
  const order = shuffled(voters, lot);
  for (const [i, personId] of order.entries()) {
    if (!cards.has(personId)) await draw(uuid, personId);
    const choice = [0, 0, 0];
    choice[randomInt(3)] = 1;
    const card = cards.get(personId)!;
    const made = createBallot(election, { credential: card.secret, votes: [choice] });
    const { tracker } = must(await castBallot(castRequestFor(card, election, made)));
    trackers.set(personId, tracker);
    choices.set(personId, choice.join());
    keepSecrets(card, made);
    if (!wish.rewriting) console.log(tracker, JSON.stringify([choice]));
    await publishBatches(uuid);
    if (i === Math.floor(order.length * CASTS_UNTIL_MIDDLE)) await middle();
  }
  earlyOnes = new Set(early);
  return trackers;
}

const choices = new Map<string, string>();
let earlyOnes: ReadonlySet<string> = new Set();

async function lineNumbers(uuid: string): Promise<Map<string, number>> {
  const [row] = await database().select().from(referendum).where(eq(referendum.uuid, uuid));
  const lines = await database().select().from(rollLine).where(eq(rollLine.rollId, row!.rollId!));
  return new Map(lines.map((line) => [line.personId, line.number ?? 0]));
}

async function run(): Promise<void> {
  openDatabase(wish.url);
  mkdirSync(wish.folder, { recursive: true });
  const test = await readyReferendum({ voters: wish.voters, configuration: wish.configuration });
  if (!wish.rewriting) await withConnection(wish.adminUrl, (sql) => sql.unsafe(WITHOUT_REWRITING));
  let waiting: string[] = [];
  const middle = async (): Promise<void> => {
    await workOffJobs(houseJobs, { early: true });
    keep('middle', await dumpDatabase(wish.adminUrl));
    const rows = await database().execute<{ tracker: string }>(sql`select tracker from waiting_ballot`);
    waiting = rows.map(({ tracker }) => tracker);
  };
  const trackers = await vote(test, middle);
  await passTo(test.closesAt);
  await countReferendum(test);
  await workOffJobs(houseJobs, { early: true });
  keep('end', await dumpDatabase(wish.adminUrl));
  await writePublicFiles(test.uuid, join(wish.folder, 'record'));
  const lines = await lineNumbers(test.uuid);
  const voters = test.voters.map((personId): VoterTruth => ({
    line: `line ${lines.get(personId)!}`,
    tracker: trackers.get(personId)!,
    drewEarly: earlyOnes.has(personId),
    choice: choices.get(personId)!,
  }));
  const truth: Truth = { uuid: test.uuid, voters, waiting, secrets };
  writeFileSync(join(wish.folder, 'truth.json'), JSON.stringify(truth));
}

function keep(name: string, rows: readonly SeenRow[]): void {
  writeFileSync(join(wish.folder, `${name}.jsonl`), rows.map((row) => JSON.stringify(row)).join('\n'));
}

try {
  await run();
} finally {
  await stopThreads();
  await stopSender();
  await closeDatabase();
}
