import { sql } from 'drizzle-orm';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { approveOpening } from '#lib/referendums/server/committee/approve-opening.ts';
import { abortReferendum } from '#lib/referendums/server/committee/abort-referendum.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { submitDecryption } from '#lib/referendums/server/count/submit-decryption.ts';
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
  type TestReferendum,
} from '../support/referendum.ts';

let db: TestDatabase;
let test: TestReferendum;
const HOUSE_ROLES = ['stimmhaus_app', 'stimmhaus_roll', 'stimmhaus_box', 'stimmhaus_record'];
/** Refused by grants, by append-only triggers, by the frozen frame. */
const DENIED = new Set(['42501', 'SH001', 'SH002', 'SH003']);
const GUARDED = [
  'referendum',
  'frozen_election',
  'recorded_ballot',
  'waiting_ballot',
  'draw_mark',
  'encrypted_tally',
  'record_log',
  'record_entry',
  'record_checkpoint',
  'record_cosignature',
  'approval',
  'evidence',
];
/** What a role may do by its office: moving ballots and marks is how their order is hidden, and logs grow. */
const OFFICE: Readonly<Record<string, readonly string[]>> = {
  stimmhaus_roll: ['DELETE draw_mark'],
  stimmhaus_box: ['DELETE waiting_ballot'],
  stimmhaus_record: [],
  stimmhaus_app: [],
};

beforeAll(async () => {
  db = await testDatabase();
  test = await readyReferendum({ voters: 5, configuration: { batchWaiting: 2, batchSize: 1 } });
  const election = await electionOf(test.uuid);
  const cards = [];
  for (const voter of test.voters.slice(0, 3)) cards.push(await drawTestCard(test.uuid, voter));
  await passTo(test.opensAt);
  for (const card of cards) must(await castBallot(ballotFor(election, card)));
  await passTo(test.opensAt, 1000);
}, 240_000);

afterAll(async () => {
  await stopThreads();
  await stopSender();
  await db.drop();
});

/** The code with which one statement fails in a transaction of this role; null if it is let through, then undone. */
async function codeOf(role: string, statement: string): Promise<string | null> {
  return withConnection(db.url, async (connection) => {
    try {
      await connection.begin(async (tx) => {
        await tx.unsafe(`SET LOCAL ROLE ${role}`);
        await tx.unsafe(statement);
        throw new LetThrough();
      });
    } catch (error) {
      if (error instanceof LetThrough) return null;
      return (error as postgres.PostgresError).code;
    }
    return null;
  });
}

class LetThrough extends Error {}

/** All that a statement might have changed, as one text. */
async function stateOfAll(): Promise<string> {
  return withConnection(db.adminUrl, async (admin) => {
    const all = [];
    for (const table of GUARDED) {
      all.push(
        await admin.unsafe(
          `select '${table}', md5(string_agg(t::text, '|' order by t::text)) from ${table} t`,
        ),
      );
    }
    return JSON.stringify(all);
  });
}

const ATTACKS: readonly [string, (table: string, column: string) => string][] = [
  ['UPDATE', (table, column) => `UPDATE ${table} SET ${column} = ${column}`],
  ['DELETE', (table) => `DELETE FROM ${table}`],
  ['TRUNCATE', (table) => `TRUNCATE ${table} CASCADE`],
  ['DISABLE TRIGGER', (table) => `ALTER TABLE ${table} DISABLE TRIGGER ALL`],
  ['DROP', (table) => `DROP TABLE ${table} CASCADE`],
];

describe('[B-09] [R-12] no role of the house can rewrite what is written', () => {
  it.each(HOUSE_ROLES)(
    '%s is denied every change but those of its office',
    async (role) => {
      const before = await stateOfAll();
      const may = new Set([
        ...(OFFICE[role] ?? []),
        ...(role === 'stimmhaus_app' ? ['UPDATE referendum'] : []),
      ]);
      const through: string[] = [];
      for (const table of GUARDED) {
        const column = await plainColumn(table);
        for (const [name, statement] of ATTACKS) {
          const code = await codeOf(role, statement(table, column));
          if (code === null) through.push(`${name} ${table}`);
          else expect([`${name} ${table}`, DENIED.has(code), code]).toEqual([`${name} ${table}`, true, code]);
        }
      }
      expect(new Set(through)).toEqual(may);
      expect(await stateOfAll()).toBe(before);
    },
    120_000,
  );

  it.each([...HOUSE_ROLES, 'stimmhaus'])('%s cannot switch triggers off for its session', async (role) => {
    const login = role === 'stimmhaus' ? 'CURRENT_USER' : role;
    const statement = 'SET session_replication_role = replica';
    expect(await codeOf(login === 'CURRENT_USER' ? 'NONE' : login, statement)).toBe('42501');
  });

  it.each(['DELETE', 'UPDATE', 'TRUNCATE'])(
    'even the owner of the tables is refused a %s on the record',
    async (name) => {
      const statement = ATTACKS.find(([attack]) => attack === name)![1];
      const before = await stateOfAll();
      for (const table of [
        'frozen_election',
        'recorded_ballot',
        'record_entry',
        'record_checkpoint',
        'approval',
      ]) {
        const code = await codeOf('NONE', statement(table, await plainColumn(table)));
        expect([table, code]).toEqual([table, 'SH001']);
      }
      expect(await stateOfAll()).toBe(before);
    },
  );
});

async function plainColumn(table: string): Promise<string> {
  const rows = await database().execute<{ name: string }>(
    sql`select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`,
  );
  return rows[0]!.name;
}

describe('[B-19] [R-49] what was asked cannot change once cards may be drawn', () => {
  const CHANGES = [
    `asked = jsonb_set(asked, '{title}', '"Etwas anderes"')`,
    `asked = jsonb_set(asked, '{questions,0,answers}', '["Nein", "Ja"]')`,
    `closes_at = closes_at + interval '1 hour'`,
    `opens_at = opens_at - interval '1 hour'`,
    `configuration = jsonb_set(configuration, '{batchSize}', '1000')`,
    `decision = jsonb_set(decision, '{rule,threshold}', '"two-thirds"')`,
    `roll_id = gen_random_uuid()`,
    `threshold = 1`,
  ];
  const roles = ['stimmhaus_app', 'NONE'];

  it.each(CHANGES.flatMap((change) => roles.map((role) => [change, role] as const)))(
    'refuses %s by %s',
    async (change, role) => {
      const before = await stateOfAll();
      const where = `where uuid = '${test.uuid}'`;
      expect(await codeOf(role, `UPDATE referendum SET end_reason = end_reason ${where}`)).toBeNull();
      expect(await codeOf(role, `UPDATE referendum SET ${change} ${where}`)).toBe('SH002');
      expect(await stateOfAll()).toBe(before);
    },
  );

  it.each(['draft', 'ready', 'closing', 'counted', 'confirmed'])(
    '[R-50] lets no state be skipped: %s',
    async (state) => {
      const before = await stateOfAll();
      const set = `UPDATE referendum SET state = '${state}' where uuid = '${test.uuid}'`;
      expect(await codeOf('stimmhaus_app', set)).toBe('SH003');
      expect(await stateOfAll()).toBe(before);
    },
  );
});

describe('[B-21] grave acts need two different people', () => {
  const reason = 'Ein nachgewiesener Fehler im Verzeichnis.';

  it('counts one person once, also under a second account', async () => {
    const [first] = test.committee;
    const actor = await fresh(first.personId);
    const request = { uuid: test.uuid, reason, evidence: '' };
    expect(must(await abortReferendum(actor, request))).toEqual({ aborted: false });
    expect(must(await abortReferendum(actor, request))).toEqual({ aborted: false });
    const twin = { ...actor, accountId: crypto.randomUUID() };
    expect(must(await abortReferendum(twin, request))).toEqual({ aborted: false });
    expect(await stateOf()).toBe('open');
  });

  it('refuses who does not hold the power, with the state unchanged', async () => {
    const voter = await fresh(test.voters[0]!);
    const request = { uuid: test.uuid, reason, evidence: '' };
    expect(await abortReferendum(voter, request)).toMatchObject({
      ok: false,
      status: 404,
      code: 'not-found',
    });
    expect(await approveOpening(voter, { uuid: test.uuid })).toMatchObject({ ok: false, code: 'not-found' });
    expect(await stateOf()).toBe('open');
  });

  it('[R-15] takes no decryption while ballots are still cast', async () => {
    const { uuid, trustees } = test;
    const early = { uuid, decryption: '{}', challenge: '1', response: '1' };
    const before = await stateOfAll();
    expect(await submitDecryption(trustees[0]!.actor, early)).toMatchObject({
      ok: false,
      status: 409,
      code: 'count-not-begun',
    });
    expect(await stateOfAll()).toBe(before);
  });

  async function stateOf(): Promise<string> {
    const rows = await database().execute<{ state: string }>(sql`select state from referendum`);
    return rows[0]!.state;
  }
});
