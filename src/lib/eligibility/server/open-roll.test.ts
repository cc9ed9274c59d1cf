import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makePerson } from '../../../../tests/support/people.ts';
import { suspendMember } from '#lib/membership/server/index.ts';
import { referendumRule } from '../presets.ts';
import type { RollRequest } from '../roll.ts';
import { ruleShape } from '../rule.ts';
import { CUT_OFF, layOpen, type RollStage, setRollStage } from '../testing/roll-stage.ts';
import { lineOf, openRoll, rollOfAct } from './index.ts';

let db: TestDatabase;
let stage: RollStage;
beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
});
afterAll(() => db.drop());

const lines = (rollId: string) =>
  database().execute<{
    number: number | null;
    person_id: string;
    verdict: string;
    salt: Uint8Array;
    unit_path: string;
  }>(sql`select * from roll_line where roll_id = ${rollId}`);

describe('a roll laid open', () => {
  it('holds everyone who was a member on the cut-off day, once, those entitled numbered from 1 without a gap', async () => {
    const late = await makePerson({ memberOf: stage.tree.kreis1, joinedOn: '2026-02-01' });
    const left = await makePerson({ memberOf: stage.tree.kreis1, endedOn: CUT_OFF });
    const fresh = await makePerson({ memberOf: stage.tree.kreis1, joinedOn: '2026-01-20' });
    const rollId = await layOpen(stage, { act: { kind: 'referendum', id: 'whole' } });
    const rows = await lines(rollId);
    const people = rows.map((row) => row.person_id);
    expect(people).not.toContain(late);
    expect(people).not.toContain(left);
    expect(new Set(people).size).toBe(people.length);
    const numbers = rows.flatMap((row) => row.number ?? []).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(new Set(rows.map((row) => Buffer.from(row.salt).toString('hex'))).size).toBe(rows.length);
    expect(await lineOf(database(), rollId, fresh)).toMatchObject({
      verdict: 'no',
      number: null,
      changesOn: '2026-03-03',
      reasons: [{ code: 'not-in-effect', article: 'joining' }],
    });
    expect(await rollOfAct(database(), { kind: 'referendum', id: 'whole' })).toMatchObject({
      ...{ rollId, state: 'laid-open', entitled: numbers.length, refused: 1, unknown: 0, hash: null },
      objectionsOpen: 0,
    });
  });

  it('does not depend on who is first: two rolls of the same people are numbered differently', async () => {
    const order = async () => {
      const rows = await lines(await layOpen(stage));
      return rows
        .map((row) => `${row.person_id} ${row.number}`)
        .sort()
        .join();
    };
    const orders = new Set([await order(), await order(), await order(), await order()]);
    expect(orders.size).toBeGreaterThan(1);
  });

  it('asks only members of its unit', async () => {
    const rollId = await layOpen(stage, { unitPath: stage.tree.land2.path });
    const paths = (await lines(rollId)).map((row) => row.unit_path);
    expect(paths).toEqual([stage.tree.kreis3.path]);
  });

  it('says no with the reason to a suspended member and unknown where data is missing', async () => {
    const suspended = await makePerson({ memberOf: stage.tree.kreis2 });
    await transact((tx) =>
      suspendMember(tx, { personId: suspended, fromOn: '2026-01-01', reason: 'finding' }),
    );
    const ageless = await makePerson({ memberOf: stage.tree.kreis2, bornOn: null });
    const base = referendumRule(stage.tree.bund.path, { effectiveAfterWeeks: 6, transferAfterWeeks: 6 });
    const rule = ruleShape.parse({ kind: 'all', of: [base, { kind: 'minimum-age', years: 14 }] });
    const rollId = await layOpen(stage, { rule });
    expect(await lineOf(database(), rollId, suspended)).toMatchObject({
      verdict: 'no',
      reasons: [{ code: 'suspended' }],
    });
    expect(await lineOf(database(), rollId, ageless)).toMatchObject({
      verdict: 'unknown',
      reasons: [{ code: 'birth-date-unknown', params: { years: 14 } }],
    });
  });
});

describe('a roll is not opened', () => {
  const refusedWith = (wish: Partial<RollRequest> | Record<string, unknown>) =>
    expect(layOpen(stage, wish as Partial<RollRequest>)).rejects.toThrow();

  it('twice for one act', async () => {
    const act = { kind: 'referendum', id: 'twice' };
    await layOpen(stage, { act });
    await refusedWith({ act });
  });

  it.each([
    ['with a rule nobody understands', { rule: { kind: 'hair-colour' } }],
    ['with a day that is none', { cutOff: '2026-02-30' }],
    ['for a path that could match others', { unitPath: '/1/%' }],
    ['with more than it should carry (W-18)', { state: 'sealed' }],
  ])('%s', async (_, wish) => {
    await refusedWith(wish);
  });

  it('in part: what fails leaves nothing', async () => {
    const act = { kind: 'referendum', id: 'half' };
    const half = transact(async (tx) => {
      const rule = referendumRule('/1/', { effectiveAfterWeeks: 6, transferAfterWeeks: 6 });
      const request = { act, unitPath: '/1/', rule, cutOff: CUT_OFF, objectionUntil: new Date() };
      await openRoll(tx, stage.committee[0], request);
      throw new Error('afterwards');
    });
    await expect(half).rejects.toThrow('afterwards');
    expect(await rollOfAct(database(), act)).toBeNull();
  });
});
