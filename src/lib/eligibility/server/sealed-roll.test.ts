import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asRole, database, transact, type HouseRole } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { actorOf } from '../../../../tests/support/people.ts';
import { layOpen, ROLL_TABLES, rowsOfRoll, type RollStage, setRollStage } from '../testing/roll-stage.ts';
import { decideLine } from './decide/decide-line.ts';
import { decideObjection } from './decide/decide-objection.ts';
import { raiseObjection } from './decide/raise-objection.ts';
import { recheckLine } from './decide/recheck-line.ts';
import { approveSeal, lineOf } from './index.ts';
import { recomputeRollAgain } from './recompute-roll.ts';

const ROLES: readonly HouseRole[] = ['stimmhaus_app', 'stimmhaus_roll', 'stimmhaus_box', 'stimmhaus_record'];

let db: TestDatabase;
let stage: RollStage;
let rollId: string;
let before: string;

const everything = () => rowsOfRoll(rollId);

beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
  rollId = await layOpen(stage);
  // The honest twin: before the seal the same role may write the same line.
  await transact((tx) => asRole(tx, 'stimmhaus_roll', () => tx.execute(changeOfLine())));
  await transact((tx) => asRole(tx, 'stimmhaus_roll', () => tx.execute(newObjection())));
  for (const actor of stage.committee) await transact((tx) => approveSeal(tx, actor, rollId));
  before = await everything();
});
afterAll(() => db.drop());

const changeOfLine = () => sql`update roll_line set unit_path = unit_path where roll_id = ${rollId}`;

const newObjection = () =>
  sql`insert into roll_objection (roll_id, person_id, text, decision, decision_reason, decided_at)
    values (${rollId}, ${stage.members[1]}, 'Mein Name fehlt.', 'dismissed', 'Er steht in Zeile 2.', house_now())`;

const WRITES = [
  ['UPDATE of a line', `update roll_line set verdict = 'no', number = null where roll_id = '$'`],
  ['UPDATE of a number', `update roll_line set number = number + 1000 where roll_id = '$'`],
  ['DELETE of a line', `delete from roll_line where roll_id = '$'`],
  [
    'INSERT of a line',
    `insert into roll_line (roll_id, number, person_id, unit_path, verdict, reasons, salt)
     values ('$', 9999, gen_random_uuid(), '/1/', 'yes', '[]', decode(repeat('00', 32), 'hex'))`,
  ],
  ['TRUNCATE of lines', `truncate roll_line`],
  ['TRUNCATE of everything', `truncate roll cascade`],
  ['UPDATE of the hash', `update roll set hash = repeat('0', 64) where id = '$'`],
  [
    'UPDATE back to laid open',
    `update roll set state = 'laid-open', hash = null, sealed_at = null where id = '$'`,
  ],
  ['DELETE of the roll', `delete from roll where id = '$'`],
  ['DELETE of approvals', `delete from roll_approval where roll_id = '$'`],
  [
    'INSERT of an objection',
    `insert into roll_objection (roll_id, person_id, text) values ('$', gen_random_uuid(), 'x')`,
  ],
  ['UPDATE of the tree', `update roll_level set hashes = '' where roll_id = '$'`],
  ['disabling a trigger', `alter table roll_line disable trigger all`],
  ['dropping a trigger', `drop trigger sealed_update on roll_line`],
  [
    'replacing the trigger’s function',
    `create or replace function roll_refuse_when_sealed() returns trigger language plpgsql as 'begin return null; end'`,
  ],
  ['switching triggers off for the session', `set session_replication_role = replica`],
  ['taking the table over', `alter table roll_line owner to current_role`],
] as const;

/** One statement per column of the roll's tables; that it would change nothing is no excuse. */
async function updates(): Promise<(readonly [string, string])[]> {
  const named = sql.join(
    ROLL_TABLES.map((table) => sql`${table}`),
    sql`, `,
  );
  const columns = await database().execute<{ table: string; name: string; made: boolean }>(
    sql`select relname as table, quote_ident(attname) as name, attidentity <> '' as made
      from pg_attribute join pg_class c on c.oid = attrelid
      where relname in (${named}) and relkind = 'r' and attnum > 0 and not attisdropped`,
  );
  const rows = (table: string) => `${table === 'roll' ? 'id' : 'roll_id'} = '${rollId}'`;
  return columns.map(({ table, name, made }) => {
    const statement = `update ${table} set ${name} = ${made ? 'default' : name} where ${rows(table)}`;
    return [`${table}.${name}`, statement] as const;
  });
}

describe('a sealed roll refuses every write in SQL', () => {
  it.each(ROLES.flatMap((role) => WRITES.map(([what, text]) => ({ role, what, text }))))(
    '[B-09] [R-01] $what as $role',
    async ({ role, text }) => {
      const attempt = transact((tx) =>
        asRole(tx, role, () => tx.execute(sql.raw(text.replaceAll('$', rollId)))),
      );
      await expect(attempt).rejects.toMatchObject({
        cause: { code: expect.stringMatching(/^(42501|SH02\d)$/) },
      });
      expect(await everything()).toBe(before);
    },
  );

  it.each(ROLES)('[B-09] UPDATE of any column of any of its tables as %s', async (role) => {
    for (const [name, statement] of await updates()) {
      const attempt = transact((tx) => asRole(tx, role, () => tx.execute(sql.raw(statement))));
      await expect(attempt, name).rejects.toMatchObject({
        cause: { code: expect.stringMatching(/^(42501|SH020)$/) },
      });
    }
    expect(await everything()).toBe(before);
  });

  it('[B-09] the owner of the tables is stopped by triggers, even with session_replication_role as superuser', async () => {
    const client = postgres(db.adminUrl, { max: 1, onnotice: () => {} });
    try {
      await client.unsafe('set session_replication_role = replica');
      for (const [, text] of WRITES.slice(0, 12)) {
        await expect(client.unsafe(text.replaceAll('$', rollId))).rejects.toMatchObject({
          code: expect.stringMatching(/^SH02\d$/),
        });
      }
    } finally {
      await client.end();
    }
    expect(await everything()).toBe(before);
  });
});

describe('a sealed roll refuses every command', () => {
  const lastOf = async (code: string) => {
    const rows = await database().execute<{ count: number }>(
      sql`select count(*)::int as count from evidence where subject_id = ${rollId} and code = ${code}`,
    );
    return rows[0]?.count ?? 0;
  };
  const someLine = async () => (await lineOf(database(), rollId, stage.members[0] ?? ''))?.lineId ?? '';
  const reason = 'Ein guter Grund.';

  it.each([
    ['computing again', () => recomputeRollAgain(stage.committee[0], { rollId })],
    [
      'deciding a line',
      async () => decideLine(stage.committee[0], { rollId, lineId: await someLine(), verdict: 'no', reason }),
    ],
    [
      'asking a line again',
      async () => recheckLine(stage.committee[0], { rollId, lineId: await someLine() }),
    ],
    [
      'deciding an objection',
      () =>
        decideObjection(stage.committee[0], {
          ...{ rollId, objectionId: crypto.randomUUID(), decision: 'upheld', reason },
        }),
    ],
    [
      'objecting',
      async () => raiseObjection(await actorOf(stage.members[0] ?? ''), { rollId, text: 'Doch noch etwas.' }),
    ],
  ])('[R-01] %s, and every attempt stays on the evidence log', async (_, attempt) => {
    const logged = await lastOf('roll-sealed');
    expect(await attempt()).toMatchObject({ ok: false, status: 409, code: 'roll-sealed' });
    expect(await everything()).toBe(before);
    expect(await lastOf('roll-sealed')).toBe(logged + 1);
  });
});
