import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRollLine, rollCommitmentOf, rollLeaf } from '#crypto';
import { admitMember, suspendMember } from '#lib/membership/server/index.ts';
import { asRole, database, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { actorOf, makePerson } from '../../../../tests/support/people.ts';
import { rollLineText } from '../roll-line.ts';
import { layOpen, ROLL_TABLES, rowsOfRoll, type RollStage, setRollStage } from '../testing/roll-stage.ts';
import {
  approveSeal,
  entitledLine,
  entitledPersons,
  isAddressFrozen,
  lineOf,
  releaseRoll,
  rollOfAct,
} from './index.ts';
import { ownProof } from './pages/own-rolls.ts';

const act = { kind: 'referendum', id: 'the-sealed-one' };

let db: TestDatabase;
let stage: RollStage;
let rollId: string;
let before: string;
const everything = () => rowsOfRoll(rollId);

beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
  rollId = await layOpen(stage, { act });
  for (const actor of stage.committee) await transact((tx) => approveSeal(tx, actor, rollId));
  before = await everything();
});
afterAll(() => db.drop());

describe('the seal decides, not what happens afterwards', () => {
  it('[B-23] whoever leaves, moves, is suspended or joins after the cut-off stays as sealed', async () => {
    const [leaves = '', moves = '', suspended = ''] = stage.members;
    await database().execute(sql`update membership set superseded_at = now() where person_id = ${leaves}`);
    await database().execute(sql`update membership set superseded_at = now() where person_id = ${moves}`);
    await transact(async (tx) => {
      const there = { personId: moves, unitId: stage.tree.kreis3.id };
      await admitMember(tx, { ...there, joinedOn: '2026-02-20' });
      await suspendMember(tx, { personId: suspended, fromOn: '2026-02-20', reason: 'finding' });
    });
    const joined = await makePerson({ memberOf: stage.tree.kreis1, joinedOn: '2026-02-20' });
    for (const person of [leaves, moves, suspended]) {
      expect(await entitledLine(database(), rollId, person)).toMatchObject({ number: expect.any(Number) });
    }
    expect(await entitledLine(database(), rollId, joined)).toBeNull();
    expect(await everything()).toBe(before);
  });

  it('[B-23] a merged or erased person takes no line along', async () => {
    const orphan = stage.members[3] ?? '';
    const rows = await database().execute<{ refs: number }>(sql`
      select count(*)::int as refs from pg_constraint where contype = 'f' and conrelid = 'roll_line'::regclass
      and confrelid = 'person'::regclass`);
    expect(rows[0]?.refs).toBe(0);
    expect(await entitledLine(database(), rollId, orphan)).not.toBeNull();
  });
});

describe('what a sealed roll answers', () => {
  it('[R-01] only those entitled have a line to vote with, and before the seal nobody has', async () => {
    const member = await makePerson({ memberOf: stage.tree.kreis1 });
    const young = await makePerson({ memberOf: stage.tree.kreis1, joinedOn: '2026-01-20' });
    const open = await layOpen(stage);
    expect(await lineOf(database(), open, member)).toMatchObject({ verdict: 'yes' });
    expect(await entitledLine(database(), open, member)).toBeNull();
    for (const actor of stage.committee) await transact((tx) => approveSeal(tx, actor, open));
    expect(await entitledLine(database(), open, member)).not.toBeNull();
    expect(await entitledLine(database(), open, young)).toBeNull();
    expect(await entitledLine(database(), crypto.randomUUID(), young)).toBeNull();
  });

  it('every member proves the own line against the published hash, and no other', async () => {
    const published = await rollOfAct(database(), act);
    for (const person of stage.members) {
      const proof = await ownProof(database(), await actorOf(person), rollId);
      if (!proof) throw new Error('no proof');
      const line = { ...proof.line, salt: Uint8Array.from(Buffer.from(proof.line.salt, 'hex')) };
      const path = proof.path.map((hash) => Uint8Array.from(Buffer.from(hash, 'hex')));
      expect(proof.roll).toEqual({ size: published?.entitled, hash: published?.hash });
      expect(() => checkRollLine(line, proof.roll, path)).not.toThrow();
      const other = { ...line, text: rollLineText(act, crypto.randomUUID()) };
      expect(() => checkRollLine(other, proof.roll, path)).toThrow();
    }
  });

  it('names everyone entitled once, in batches', async () => {
    const people = [];
    for await (const batch of entitledPersons(database(), rollId)) people.push(...batch);
    expect(new Set(people).size).toBe((await rollOfAct(database(), act))?.entitled);
    expect(people).toHaveLength(new Set(people).size);
  });

  it('freezes the addresses of those entitled until the act is over', async () => {
    const person = await makePerson({ memberOf: stage.tree.ort1 });
    const refused = await makePerson({ memberOf: stage.tree.ort1, joinedOn: '2026-01-20' });
    const own = await layOpen(stage, { unitPath: stage.tree.ort1.path });
    expect(await isAddressFrozen(database(), person)).toBe(false);
    for (const actor of stage.committee) await transact((tx) => approveSeal(tx, actor, own));
    expect(await isAddressFrozen(database(), person)).toBe(true);
    expect(await isAddressFrozen(database(), refused)).toBe(false);
    await transact((tx) => releaseRoll(tx, own));
    await transact((tx) => releaseRoll(tx, own));
    expect(await isAddressFrozen(database(), person)).toBe(false);
  });
});

describe('the roll is a store of its own', () => {
  it('[R-12] only its role touches it, and what that role writes no other role does', async () => {
    const grants = await database().execute<{
      grantee: string;
      table_name: string;
      privilege_type: string;
    }>(sql`
      select grantee, table_name, privilege_type from information_schema.role_table_grants
      where table_schema = 'public' and grantee like 'stimmhaus\\_%'`);
    const onRoll = grants.filter((one) => (ROLL_TABLES as readonly string[]).includes(one.table_name));
    expect(new Set(onRoll.map((one) => one.grantee))).toEqual(new Set(['stimmhaus_roll']));
    const writes = grants.filter((one) => one.privilege_type !== 'SELECT');
    const writtenByRoll = writes
      .filter((one) => one.grantee === 'stimmhaus_roll')
      .map((one) => one.table_name);
    const shared = writes.filter(
      (one) => one.grantee !== 'stimmhaus_roll' && writtenByRoll.includes(one.table_name),
    );
    expect(shared).toEqual([]);
    expect(onRoll.map((one) => one.privilege_type)).not.toContain('TRUNCATE');
  });

  it.each(['stimmhaus_app', 'stimmhaus_box', 'stimmhaus_record'] as const)(
    '[R-12] %s reads no line',
    async (role) => {
      const attempt = transact((tx) =>
        asRole(tx, role, () => tx.execute(sql`select 1 from roll_line limit 1`)),
      );
      await expect(attempt).rejects.toMatchObject({ cause: { code: '42501' } });
    },
  );
});

describe('behind the back of the house', () => {
  it('[B-09] whoever owns the database and takes the triggers away is found by the published hash', async () => {
    const published = await rollOfAct(database(), act);
    const commitment = async () => {
      const rows = await database().execute<{ number: number; person_id: string; salt: Uint8Array }>(sql`
        select number, person_id, salt from roll_line where roll_id = ${rollId} and number is not null order by number`);
      return rollCommitmentOf(
        rows.map(({ number, person_id, salt }) =>
          rollLeaf({ number, text: rollLineText(act, person_id), salt }),
        ),
      );
    };
    expect(await commitment()).toEqual({ size: published?.entitled, hash: published?.hash });
    const client = postgres(db.adminUrl, { max: 1, onnotice: () => {} });
    try {
      await client.unsafe('alter table roll_line disable trigger all');
      await client`update roll_line set person_id = gen_random_uuid() where roll_id = ${rollId} and number = 1`;
    } finally {
      await client.end();
    }
    expect((await commitment()).hash).not.toBe(published?.hash);
  });
});
