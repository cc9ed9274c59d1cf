import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asRole, database, transact, type HouseRole } from '#lib/platform/server/database.server.ts';
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
let asHouse: postgres.Sql;
const HOUSE_ROLES = ['stimmhaus_app', 'stimmhaus_roll', 'stimmhaus_box', 'stimmhaus_record'];
/** Refused by grants, by append-only triggers, by the frozen frame. */
const DENIED = new Set(['42501', 'SH001', 'SH002', 'SH003']);
const GUARDED = [
  'referendum',
  'trustee',
  'card_key',
  'ceremony_message',
  'decryption_test',
  'decryption_test_answer',
  'frozen_election',
  'recorded_ballot',
  'waiting_ballot',
  'draw_mark',
  'vote_objection',
  'encrypted_tally',
  'partial_decryption',
  'referendum_result',
  'record_log',
  'record_entry',
  'record_checkpoint',
  'record_cosignature',
  'approval',
  'evidence',
  'fact',
];
/**
 * What a role may do by its office: moving ballots and marks is how their order is hidden, logs grow, and what nobody
 * has said yet of an objection or of the end is said once.
 */
const OFFICE: Readonly<Record<string, readonly string[]>> = {
  stimmhaus_roll: ['DELETE draw_mark'],
  stimmhaus_box: ['DELETE waiting_ballot'],
  stimmhaus_record: ['UPDATE record_log.size'],
  stimmhaus_app: [
    'UPDATE referendum.closing_size',
    'UPDATE referendum.end_reason',
    ...['decision', 'decision_reason', 'decided_by', 'decided_at'].map(
      (one) => `UPDATE vote_objection.${one}`,
    ),
  ],
};

beforeAll(async () => {
  db = await testDatabase();
  asHouse = postgres(db.url, { max: 1, onnotice: () => {} });
  test = await readyReferendum({ voters: 5, configuration: { batchWaiting: 2, batchSize: 1 } });
  const election = await electionOf(test.uuid);
  const cards = [];
  for (const voter of test.voters.slice(0, 3)) cards.push(await drawTestCard(test.uuid, voter));
  await passTo(test.opensAt);
  for (const card of cards) must(await castBallot(ballotFor(election, card)));
  await passTo(test.opensAt, 1000);
  await withConnection(
    db.adminUrl,
    (admin) => admin`insert into vote_objection (uuid, person_id, kind, body)
      values (${test.uuid}, ${test.voters[0]!}, 'other', 'Noch nicht entschieden.')`,
  );
}, 240_000);

afterAll(async () => {
  await stopThreads();
  await stopSender();
  await asHouse?.end();
  await db.drop();
});

/** The code with which one statement fails in a transaction of this role; null if it is let through, then undone. */
async function codeOf(role: string, statement: string): Promise<string | null> {
  try {
    await asHouse.begin(async (tx) => {
      await tx.unsafe(`SET LOCAL ROLE ${role}`);
      await tx.unsafe(statement);
      throw new LetThrough();
    });
  } catch (error) {
    return error instanceof LetThrough ? null : (error as postgres.PostgresError).code;
  }
  return null;
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

const ATTACKS: readonly (readonly [string, (table: string) => string])[] = [
  ['DELETE', (table) => `DELETE FROM ${table}`],
  ['TRUNCATE', (table) => `TRUNCATE ${table} CASCADE`],
  ['DISABLE TRIGGER', (table) => `ALTER TABLE ${table} DISABLE TRIGGER ALL`],
  ['DROP', (table) => `DROP TABLE ${table} CASCADE`],
];

/** Another value of the same type. */
const OTHERWISE: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => `coalesce(${column}, '') || 'x'`,
  integer: (column) => `coalesce(${column}, 0) + 1`,
  uuid: () => 'gen_random_uuid()',
  jsonb: (column) => `jsonb_build_array(${column})`,
  bytea: (column) => `${column} || '\\x00'`,
  'timestamp with time zone': (column) => `coalesce(${column}, house_now()) + interval '1 hour'`,
};

/** One statement per column of the table, each of which would change it. */
async function updatesOf(table: string): Promise<(readonly [string, string])[]> {
  const columns = await database().execute<{ name: string; type: string; made: boolean }>(
    sql`select quote_ident(attname) as name, format_type(atttypid, null) as type, attidentity <> '' as made
      from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`,
  );
  return columns.map(({ name, type, made }) => {
    const value = made ? 'DEFAULT' : OTHERWISE[type]?.(name);
    if (value === undefined)
      throw new Error(`${table}.${name} is of type ${type}, for which no other value stands here.`);
    return [`UPDATE ${table}.${name}`, `UPDATE ${table} SET ${name} = ${value}`] as const;
  });
}

describe('[B-09] [R-12] no role of the house can rewrite what is written', () => {
  it.each(HOUSE_ROLES)(
    '%s is denied every change, of every column, but those of its office',
    async (role) => {
      const before = await stateOfAll();
      const through: string[] = [];
      for (const table of GUARDED) {
        const others = ATTACKS.map(([name, statement]) => [`${name} ${table}`, statement(table)] as const);
        for (const [name, statement] of [...(await updatesOf(table)), ...others]) {
          const code = await codeOf(role, statement);
          if (code === null) through.push(name);
          else expect([name, DENIED.has(code), code]).toEqual([name, true, code]);
        }
      }
      expect(new Set(through)).toEqual(new Set(OFFICE[role]));
      expect(await stateOfAll()).toBe(before);
    },
    120_000,
  );

  it('the app may destroy the key of the cards, and write no other', async () => {
    const before = await stateOfAll();
    expect(await codeOf('stimmhaus_app', 'UPDATE card_key SET private_sealed = NULL')).toBeNull();
    expect(await codeOf('stimmhaus_app', `UPDATE card_key SET private_sealed = 'x'`)).toBe('SH002');
    expect(await codeOf('stimmhaus_app', `UPDATE card_key SET private_sealed = NULL, public_pem = 'x'`)).toBe(
      'SH002',
    );
    expect(await stateOfAll()).toBe(before);
  });

  it('the app adds no trustee once the ceremony has begun', async () => {
    const before = await stateOfAll();
    const values = `'${test.uuid}', 9, gen_random_uuid(), 'Eine andere Stelle'`;
    const insert = `INSERT INTO trustee (uuid, index, person_id, body) VALUES (${values})`;
    expect(await codeOf('stimmhaus_app', insert)).toBe('SH002');
    expect(await stateOfAll()).toBe(before);
  });

  it.each([...HOUSE_ROLES, 'stimmhaus'])('%s cannot switch triggers off for its session', async (role) => {
    const login = role === 'stimmhaus' ? 'CURRENT_USER' : role;
    const statement = 'SET session_replication_role = replica';
    expect(await codeOf(login === 'CURRENT_USER' ? 'NONE' : login, statement)).toBe('42501');
  });

  it('even the owner of the tables is refused every change of the record', async () => {
    const before = await stateOfAll();
    const written = ['frozen_election', 'recorded_ballot', 'record_entry', 'record_checkpoint', 'approval'];
    for (const table of [...written, 'ceremony_message', 'decryption_test_answer', 'evidence']) {
      const [remove, truncate] = ATTACKS.map(([name, statement]) => [name, statement(table)] as const);
      for (const [name, statement] of [...(await updatesOf(table)), remove!, truncate!]) {
        expect([table, name, await codeOf('NONE', statement)]).toEqual([table, name, 'SH001']);
      }
    }
    expect(await stateOfAll()).toBe(before);
  });
});

describe('[R-57] who reaches for box, roll, record or ballot form in SQL', () => {
  const newest = () =>
    database().execute<{ id: string; subject: string; reason: string; at: unknown }>(
      sql`select id, subject_kind || ':' || subject_id as subject, reason, at from evidence
        where code = 'write-refused' order by id desc limit 1`,
    );
  /** All but the evidence itself. */
  const state = async () =>
    (JSON.parse(await stateOfAll()) as { '?column?': string }[][]).filter(
      ([row]) => row?.['?column?'] !== 'evidence',
    );
  const attempt = (role: HouseRole, statement: string) =>
    transact((tx) => asRole(tx, role, () => tx.execute(sql.raw(statement))));

  it.each<[HouseRole, string, string, string]>([
    ['stimmhaus_app', `UPDATE waiting_ballot SET ballot = ''`, '42501', 'waiting_ballot'],
    ['stimmhaus_app', 'DELETE FROM draw_mark', '42501', 'draw_mark'],
    ['stimmhaus_roll', 'DELETE FROM waiting_ballot', '42501', 'waiting_ballot'],
    ['stimmhaus_box', 'DELETE FROM recorded_ballot', '42501', 'recorded_ballot'],
    ['stimmhaus_box', `UPDATE roll_line SET verdict = 'no', number = null`, '42501', 'roll_line'],
    ['stimmhaus_roll', `UPDATE roll_line SET unit_path = '/'`, 'SH020', 'roll_line'],
    ['stimmhaus_roll', 'DELETE FROM roll_line', 'SH020', 'roll_line'],
    ['stimmhaus_record', `UPDATE record_log SET size = 0`, 'SH001', 'log'],
    ['stimmhaus_app', `UPDATE referendum SET asked = '{}'`, 'SH002', 'frozen'],
    ['stimmhaus_app', `UPDATE trustee SET body = 'x'`, 'SH002', 'trustee'],
  ])(
    'as %s by %s stands on the evidence log, and nothing has changed',
    async (role, statement, code, about) => {
      const [last] = await newest();
      await attempt('stimmhaus_app', 'UPDATE referendum SET end_reason = end_reason');
      await attempt('stimmhaus_roll', 'DELETE FROM draw_mark WHERE false');
      expect((await newest())[0]).toEqual(last);
      const before = await state();
      await expect(attempt(role, statement)).rejects.toMatchObject({ cause: { code } });
      const [kept] = await newest();
      expect(kept?.id).not.toBe(last?.id);
      expect(kept).toMatchObject({ subject: `database:${code}`, reason: expect.stringContaining(about) });
      expect(kept?.at).not.toBeNull();
      expect(await state()).toEqual(before);
    },
  );
});

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
