import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCredential, derivePrivateCredential, ed25519, publicCredential, type Election } from '#crypto';
import { config } from '#lib/platform/server/config.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { closeReferendum } from '#lib/referendums/server/box/close-referendum.ts';
import { placeOfTracker } from '#lib/referendums/server/box/place-of-tracker.ts';
import { publishBatches } from '#lib/referendums/server/box/publish-batches.ts';
import { drawCard } from '#lib/referendums/server/draw/draw-card.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { withConnection } from '../../scripts/postgres/databases.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import {
  ballotFor,
  drawTestCard,
  electionOf,
  fresh,
  must,
  passTo,
  readyReferendum,
  type TestCard,
  type TestReferendum,
} from '../support/referendum.ts';
import { holdClock } from './frozen-clock.ts';
import { HouseProcess } from './house-process.ts';

let db: TestDatabase;
let test: TestReferendum;
let election: Election;
let one: HouseProcess;
let other: HouseProcess;
const cards: TestCard[] = [];
const TIMEOUT = 240_000;

beforeAll(async () => {
  db = await testDatabase();
  test = await readyReferendum({ voters: 15 });
  election = await electionOf(test.uuid);
  for (const voter of test.voters.slice(0, 9)) cards.push(await drawTestCard(test.uuid, voter));
  [one, other] = await Promise.all([HouseProcess.start(db.url), HouseProcess.start(db.url)]);
}, TIMEOUT);

afterAll(async () => {
  await Promise.all([one?.stop(), other?.stop()]);
  await stopThreads();
  await stopSender();
  await db.drop();
});

async function waiting(): Promise<number> {
  const [row] = await database().execute<{ n: number }>(sql`select count(*)::int as n from waiting_ballot`);
  return row!.n;
}

/** Transactions that wait for a referendum's lock. */
async function blocked(reader: postgres.TransactionSql): Promise<number> {
  const [row] = await reader<{ n: number }[]>`select count(*)::int as n from pg_locks
    where locktype = 'advisory' and not granted`;
  return row!.n;
}

const blinded = (fill: number) => Buffer.alloc(384, fill).toString('base64');
const request = (fill: number) => ({ uuid: test.uuid, blinded: blinded(fill) });

describe('drawing', () => {
  it(
    '[B-02] gives the same card again when the reply was lost after the commit, and only the same',
    async () => {
      const voter = test.voters[9]!;
      const dying = await HouseProcess.start(db.url);
      await expect(dying.draw(voter, request(1), { losesReply: true })).rejects.toThrow('killed');
      const again = must(await one.draw(voter, request(1)));
      expect(must(await other.draw(voter, request(1)))).toEqual(again);
      const second = await one.draw(voter, request(2));
      expect(second).toMatchObject({ ok: false, status: 409, code: 'card-already-drawn' });
      expect(must(await other.draw(voter, request(1)))).toEqual(again);
    },
    TIMEOUT,
  );

  it(
    '[R-05] gives one card to a person who asks a hundred times at once in two processes',
    async () => {
      const voter = test.voters[10]!;
      const asked = Array.from({ length: 100 }, (_, i) =>
        (i % 2 ? one : other).draw(voter, request(1 + (i % 4))),
      );
      const outcomes = await Promise.all(asked);
      const given = outcomes.filter((outcome) => outcome.ok);
      expect(given).toHaveLength(25);
      expect(new Set(given.map((outcome) => must(outcome).signature)).size).toBe(1);
      const codes = new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.code])));
      expect(codes).toEqual(new Set(['card-already-drawn']));
      const marks = await withConnection(db.adminUrl, (admin) => admin`select * from draw_mark`);
      expect(new Set(marks.map(({ line_number: line }) => line as number)).size).toBe(marks.length);
    },
    TIMEOUT,
  );
});

describe('[B-07] the clock of the database decides', () => {
  afterAll(() => holdClock(db.adminUrl, null));

  const at = (moment: Date, more: number) => holdClock(db.adminUrl, new Date(moment.getTime() + more));

  it('refuses a ballot one millisecond before the opening and takes it at the opening', async () => {
    const ballot = ballotFor(election, cards[0]!);
    await at(test.opensAt, -1);
    expect(await castBallot(ballot)).toMatchObject({ ok: false, status: 409, code: 'voting-not-open' });
    expect(await one.cast(ballot)).toMatchObject({ ok: false, code: 'voting-not-open' });
    expect(await waiting()).toBe(0);
    await at(test.opensAt, 0);
    const { receipt } = must(await castBallot(ballot));
    expect(must(await one.cast(ballot)).receipt).toBe(receipt);
    expect(await waiting()).toBe(1);
  });

  it('takes ballot and draw one millisecond before the end, and neither at the end nor after it', async () => {
    await at(test.closesAt, -1);
    must(await castBallot(ballotFor(election, cards[1]!)));
    must(await drawCard(await fresh(test.voters[11]!), request(3)));
    for (const more of [0, 1, 300_000]) {
      await at(test.closesAt, more);
      const late = await one.cast(ballotFor(election, cards[2]!));
      expect(late).toMatchObject({ ok: false, status: 409, code: 'voting-closed' });
      const draw = await drawCard(await fresh(test.voters[12]!), request(3));
      expect(draw).toMatchObject({ ok: false, status: 409, code: 'drawing-not-open' });
    }
    expect(await waiting()).toBe(2);
    await at(test.closesAt, -1);
    expect(await closeReferendum(test.uuid)).toBe(false);
  });

  it(
    '[F-15] also for a process whose own clock is ten minutes fast or slow',
    async () => {
      const [fast, slow] = await Promise.all(
        [600_000, -600_000].map((ahead) => HouseProcess.start(db.url, { ahead })),
      );
      await at(test.closesAt, -1);
      const ballot = ballotFor(election, await drawTestCard(test.uuid, test.voters[13]!));
      const before = await waiting();
      await at(test.opensAt, -1);
      expect(await fast!.cast(ballot)).toMatchObject({ ok: false, status: 409, code: 'voting-not-open' });
      await at(test.closesAt, 0);
      expect(await slow!.cast(ballot)).toMatchObject({ ok: false, status: 409, code: 'voting-closed' });
      expect(await waiting()).toBe(before);
      await at(test.closesAt, -1);
      const receipt = must(await fast!.cast(ballot));
      expect(must(await slow!.cast(ballot))).toEqual(receipt);
      expect(await waiting()).toBe(before + 1);
      await Promise.all([fast!.stop(), slow!.stop()]);
    },
    TIMEOUT,
  );
});

describe('casting', () => {
  beforeAll(() => passTo(test.opensAt));

  it(
    '[B-01] [R-05] accepts one of 200 casts of a card at once in two processes, the same bytes with the same receipt',
    async () => {
      const before = await waiting();
      const ballots = [0, 1, 2, 3].map((i) => ballotFor(election, cards[2]!, [[0, i % 2, 1 - (i % 2)]]));
      const casts = Array.from({ length: 200 }, (_, i) =>
        (i % 2 ? one : other).cast(ballots[(i % 4) ^ ((i >> 2) & 1)]!),
      );
      const outcomes = await Promise.all(casts);
      const receipts = new Set(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.receipt] : [])));
      const refusals = outcomes.flatMap((outcome) =>
        outcome.ok ? [] : [`${outcome.status} ${outcome.code}`],
      );
      expect(receipts.size).toBe(1);
      expect(refusals).toHaveLength(150);
      expect(new Set(refusals)).toEqual(new Set(['409 card-already-voted']));
      expect(await waiting()).toBe(before + 1);
    },
    TIMEOUT,
  );

  it(
    'leaves connections to readers, however many ballots wait for a batch to leave',
    async () => {
      const before = await waiting();
      const card = await drawTestCard(test.uuid, test.voters[14]!);
      const many = Array.from({ length: 2 * config().DATABASE_POOL }, () => ballotFor(election, card));
      const casts = await withConnection(db.adminUrl, (admin) =>
        admin.begin(async (batch) => {
          await batch`select pg_advisory_xact_lock(hashtextextended(${`referendum:${test.uuid}`}, 0))`;
          const casting = Promise.all(many.map((ballot) => castBallot(ballot)));
          await vi.waitUntil(async () => (await blocked(batch)) > 1, { timeout: 60_000 });
          // Twice, with time between them for every ballot that may still come.
          for (let read = 0; read < 2; read += 1) {
            await pause(2000);
            expect(await Promise.race([waiting(), pause(5000, 'no connection')])).toBe(before);
          }
          return { casting };
        }),
      );
      const codes = (await casts.casting).map((outcome) => (outcome.ok ? 'taken' : outcome.code));
      expect(codes.toSorted()).toEqual([...many.slice(1).map(() => 'card-already-voted'), 'taken']);
      expect(await waiting()).toBe(before + 1);
    },
    TIMEOUT,
  );

  it(
    '[B-02] answers the same receipt when the first reply was lost after the commit',
    async () => {
      const ballot = ballotFor(election, cards[3]!);
      const before = await waiting();
      const dying = await HouseProcess.start(db.url);
      await expect(dying.cast(ballot, { losesReply: true })).rejects.toThrow('killed');
      expect(await waiting()).toBe(before + 1);
      const { receipt, tracker } = must(await one.cast(ballot));
      expect(must(await other.cast(ballot))).toEqual({ receipt, tracker });
      expect(await waiting()).toBe(before + 1);
    },
    TIMEOUT,
  );

  it('[B-03] refuses another ballot of the same card and keeps the first', async () => {
    const first = ballotFor(election, cards[4]!, [[0, 1, 0]]);
    const { tracker } = must(await castBallot(first));
    const before = await waiting();
    const second = await castBallot(ballotFor(election, cards[4]!, [[0, 0, 1]]));
    expect(second).toMatchObject({ ok: false, status: 409, code: 'card-already-voted' });
    expect(await waiting()).toBe(before);
    expect(must(await placeOfTracker({ uuid: test.uuid, tracker })).place).toBe('waiting');
    expect(must(await castBallot(first)).tracker).toBe(tracker);
  });

  it.each([
    ['when the row is written', 'BEFORE INSERT', 'TRIGGER'],
    ['at the commit', 'AFTER INSERT', 'CONSTRAINT TRIGGER'],
  ])(
    '[B-06] [F-03] acknowledges nothing that is not stored: the disk is full %s',
    async (_when, moment, kind) => {
      const ballot = ballotFor(election, cards[kind === 'TRIGGER' ? 5 : 6]!);
      const before = await waiting();
      const deferred = kind === 'TRIGGER' ? '' : 'DEFERRABLE INITIALLY DEFERRED';
      await withConnection(db.adminUrl, (admin) =>
        admin.unsafe(`
        CREATE OR REPLACE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
        CREATE ${kind} full_disk ${moment} ON waiting_ballot ${deferred} FOR EACH ROW EXECUTE FUNCTION disk_full();`),
      );
      try {
        await expect(castBallot(ballot)).rejects.toThrow();
        expect(await waiting()).toBe(before);
      } finally {
        await withConnection(db.adminUrl, (admin) =>
          admin.unsafe('DROP TRIGGER full_disk ON waiting_ballot'),
        );
      }
      must(await castBallot(ballot));
      expect(await waiting()).toBe(before + 1);
    },
  );

  it('[B-15] [R-01] refuses a ballot whose card nobody signed, or another referendum did', async () => {
    const secret = derivePrivateCredential(ed25519, test.uuid, createCredential());
    const credential = ed25519.format(publicCredential(ed25519, secret));
    const before = await waiting();
    const foreign = { ...cards[7]!, secret, credential };
    expect(await castBallot(ballotFor(election, foreign))).toMatchObject({
      ok: false,
      status: 422,
      code: 'card-signature-invalid',
    });
    const cut = { ...cards[7]!, randomizer: cards[6]!.randomizer };
    expect(await castBallot(ballotFor(election, cut))).toMatchObject({
      ok: false,
      code: 'card-signature-invalid',
    });
    expect(await waiting()).toBe(before);
    must(await castBallot(ballotFor(election, cards[7]!)));
  });

  it('[B-17] publishes no batch while fewer wait than the frozen number, not even one ballot in a quiet hour', async () => {
    const before = await waiting();
    expect(before).toBeGreaterThan(0);
    expect(await publishBatches(test.uuid)).toBe(0);
    await one.act({ kind: 'publish', uuid: test.uuid });
    expect(await waiting()).toBe(before);
    const [row] = await database().execute<{ n: number }>(
      sql`select count(*)::int as n from recorded_ballot`,
    );
    expect(row!.n).toBe(0);
  });
});

describe('closing', () => {
  it(
    '[R-13] [R-52] is done once when two processes close at the same time while ballots come in',
    async () => {
      const expected = await waiting();
      await holdClock(db.adminUrl, test.closesAt);
      const uuid = test.uuid;
      const late = [one.cast(ballotFor(election, cards[8]!)), other.cast(ballotFor(election, cards[8]!))];
      const closed = await Promise.all(
        [one, other, one, other].map((house) => house.act({ kind: 'close', uuid })),
      );
      expect(closed.filter(Boolean)).toHaveLength(1);
      for (const outcome of await Promise.all(late)) {
        expect(outcome).toMatchObject({ ok: false, status: 409, code: 'voting-closed' });
      }
      const lines = await database().execute<{ line: string }>(
        sql`select line from record_entry where log_id = ${uuid} and line like '%"type":"close"%'`,
      );
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0]!.line)).toMatchObject({ ballots: expected, cardKeyDestroyed: true });
      expect(await waiting()).toBe(0);
    },
    TIMEOUT,
  );
});
