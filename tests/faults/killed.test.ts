import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBallot, type Election } from '#crypto';
import { config } from '#lib/platform/server/config.server.ts';
import { closeDatabase, database, openDatabase } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { advanceClock } from '#lib/platform/server/time/movable-clock.server.ts';
import type { CastRequest } from '#lib/referendums/server/box/cast-ballot.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { withConnection } from '../../scripts/postgres/databases.ts';
import {
  ballotFor,
  countReferendum,
  drawTestCardBy,
  electionOf,
  must,
  readyReferendum,
  turn,
  type TestCard,
  type TestReferendum,
} from '../support/referendum.ts';
import { BuiltHouse } from './built-house.ts';
import { HouseProcess, NoReply } from './house-process.ts';
import { OwnCluster } from './own-cluster.ts';

const VOTERS = 24;
const TIMEOUT = 240_000;
const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-killed-'));
let cluster: OwnCluster;
let house: BuiltHouse;
let test: TestReferendum;
let election: Election;
const cards = new Map<string, TestCard>();
const blindedOf = new Map<string, { blinded: string; signature: string }>();
/** Receipts by tracker, as they were acknowledged. */
const acknowledged = new Map<string, string>();
const ballots: CastRequest[] = [];

beforeAll(async () => {
  config().STATE_DIR = folder;
  config().HOUSE_KEY = randomBytes(32).toString('hex');
  cluster = await OwnCluster.start();
  openDatabase(cluster.url);
  test = await readyReferendum({ voters: VOTERS + 1, configuration: { batchWaiting: 4, batchSize: 2 } });
  election = await electionOf(test.uuid);
  const HOUSE_KEY = config().HOUSE_KEY as string;
  house = await BuiltHouse.make({ DATABASE_URL: cluster.url, STATE_DIR: folder, HOUSE_KEY });
  process.env.HOUSE_KEY = HOUSE_KEY;
}, TIMEOUT);

afterAll(async () => {
  await house?.kill();
  await stopThreads();
  await stopSender();
  await closeDatabase();
  await cluster.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** Milliseconds of the seed, so that a failing run can be repeated. */
let turnOfLots = 0;
function lot(least: number, most: number): number {
  turnOfLots += 1;
  const drawn = createHash('sha256').update(`killed|${turnOfLots}`).digest().readUInt32BE(0);
  return least + (drawn % (most - least));
}

async function countOf(query: string): Promise<number> {
  const [row] = await withConnection(cluster.adminUrl, (admin) => admin.unsafe(query));
  return Number(row?.n);
}

/** Casts them all at once and remembers what was acknowledged. */
async function castAll(some: readonly CastRequest[]): Promise<void> {
  await Promise.all(
    some.map(async (ballot) =>
      acknowledged.set(parseBallot(ballot.ballot).tracker, await house.cast(ballot)),
    ),
  );
}

async function everythingIsThereOnce(): Promise<void> {
  for (const ballot of ballots.slice(0, acknowledged.size)) {
    expect(await house.cast(ballot)).toBe(acknowledged.get(parseBallot(ballot.ballot).tracker));
  }
  const all =
    'select tracker, credential from waiting_ballot union all select tracker, credential from recorded_ballot';
  expect(await countOf(`select count(*) as n from (${all}) b`)).toBe(acknowledged.size);
  expect(await countOf(`select count(distinct credential) as n from (${all}) b`)).toBe(acknowledged.size);
}

describe('the built house', () => {
  it(
    '[R-40] serves the very booth whose hashes stand on the record',
    async () => {
      await house.start();
      const [setup] = await database().execute<{ line: string }>(
        sql`select line from record_entry where log_id = ${test.uuid} and line like '%"type":"setup"%'`,
      );
      const { booth } = JSON.parse(setup!.line) as { booth: { path: string; sha256: string }[] };
      expect(booth.map(({ path }) => path)).toContain('booth.html');
      for (const { path, sha256 } of booth) {
        const reply = await fetch(`${house.url}/${path.replace('booth.html', 'booth')}`);
        const served = createHash('sha256').update(new Uint8Array(await reply.arrayBuffer()));
        expect([path, served.digest('hex')]).toEqual([path, sha256]);
      }
    },
    TIMEOUT,
  );
});

describe('[F-01] kill -9 of the app at any moment', () => {
  it(
    'of drawing: one card each, the same when asked again',
    async () => {
      const voters = test.voters.slice(0, VOTERS);
      let drawing = await HouseProcess.start(cluster.url);
      let isOver = false;
      const draw = async (personId: string): Promise<void> => {
        const card = await drawTestCardBy(test.uuid, async (blinded) => {
          for (;;) {
            try {
              const { signature } = must(await drawing.draw(personId, { uuid: test.uuid, blinded }));
              blindedOf.set(personId, { blinded, signature });
              return signature;
            } catch (error) {
              if (!(error instanceof NoReply)) throw error;
              await pause(50);
            }
          }
        });
        cards.set(personId, card);
      };
      const killing = (async () => {
        for (let kills = 0; kills < 2; kills += 1) {
          await pause(lot(5, 120));
          await drawing.kill();
          drawing = await HouseProcess.start(cluster.url);
        }
        isOver = true;
      })();
      for (let at = 0; at < voters.length; at += 6) await Promise.all(voters.slice(at, at + 6).map(draw));
      await killing;
      expect(isOver).toBe(true);
      for (const [personId, { blinded, signature }] of blindedOf) {
        expect(must(await drawing.draw(personId, { uuid: test.uuid, blinded })).signature).toBe(signature);
        const other = Buffer.alloc(384, 7).toString('base64');
        const second = await drawing.draw(personId, { uuid: test.uuid, blinded: other });
        expect(second).toMatchObject({ ok: false, code: 'card-already-drawn' });
      }
      await drawing.stop();
      expect(await countOf('select count(*) as n from draw_mark')).toBe(VOTERS);
      for (const card of cards.values()) ballots.push(ballotFor(election, card));
    },
    TIMEOUT,
  );

  it(
    'of casting and batching: no acknowledged ballot lost, none double, the same receipt again',
    async () => {
      await advanceClock(database(), test.opensAt);
      for (let round = 0; round < 2; round += 1) {
        await house.start();
        const burst = castAll(ballots.slice(round * 6, round * 6 + 6));
        await pause(lot(20, 1200));
        await house.kill();
        const again = house.start();
        await Promise.all([burst, again]);
        await house.kill();
      }
      await house.start();
      expect(acknowledged.size).toBe(12);
      await everythingIsThereOnce();
    },
    TIMEOUT,
  );

  it.each([
    ['kill -9', () => cluster.kill(), 12],
    ['a stop', () => cluster.stop(), 18],
  ])(
    'of the database by %s in the middle of the burst: the same, and the app recovers by itself',
    async (_how, end, from) => {
      const burst = castAll(ballots.slice(from, from + 6));
      await pause(lot(5, 60));
      await end();
      await pause(lot(50, 300));
      await cluster.start();
      await burst;
      expect(acknowledged.size).toBe(from + 6);
      await everythingIsThereOnce();
    },
    TIMEOUT,
  );

  it(
    'of closing: closed once, with every acknowledged ballot and no other, and counted',
    async () => {
      await advanceClock(database(), test.closesAt);
      for (let round = 0; round < 2; round += 1) {
        await pause(lot(0, 500));
        await house.kill();
        await house.start();
      }
      const { uuid } = test;
      const closed = async () =>
        (await countOf(`select count(*) as n from referendum where state in ('objection', 'counting')`)) > 0;
      while (!(await closed())) await pause(100);
      await house.stop();
      await turn();
      const lines = await database().execute<{ line: string }>(
        sql`select line from record_entry where log_id = ${uuid} order by index`,
      );
      const entries = lines.map(({ line }) => JSON.parse(line) as { type: string; ballots?: unknown });
      const closings = entries.filter(({ type }) => type === 'close');
      expect(closings).toHaveLength(1);
      expect(closings[0]).toMatchObject({ ballots: VOTERS, cardKeyDestroyed: true });
      const published = entries
        .filter(({ type }) => type === 'ballots')
        .flatMap(({ ballots: some }) => some as { tracker: string }[])
        .map(({ tracker }) => tracker);
      expect(published.sort()).toEqual([...acknowledged.keys()].sort());
      await countReferendum(test);
      const [row] = await database().execute<{ state: string }>(sql`select state from referendum`);
      expect(row!.state).toBe('counted');
    },
    TIMEOUT,
  );
});
