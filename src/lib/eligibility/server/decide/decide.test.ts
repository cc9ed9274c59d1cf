import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson } from '../../../../../tests/support/people.ts';
import { FUTURE, layOpen, type RollStage, rowsOfRoll, setRollStage } from '../../testing/roll-stage.ts';
import { lineOf, rollOfAct } from '../index.ts';
import { ownRoll } from '../pages/own-rolls.ts';
import { recomputeRollAgain } from '../recompute-roll.ts';
import { decideLine } from './decide-line.ts';
import { decideObjection } from './decide-objection.ts';
import { raiseObjection } from './raise-objection.ts';
import { recheckLine } from './recheck-line.ts';

let db: TestDatabase;
let stage: RollStage;
beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
});
afterAll(() => db.drop());

const rule = { kind: 'minimum-age', years: 14, article: 'joining' } as const;
const reason = 'Der Ausweis lag im Büro vor.';
const text = 'Ich bin schon seit 2019 Mitglied.';
let acts = 0;

/** A roll with one member whose date of birth is missing. */
async function withTask() {
  const person = await makePerson({ memberOf: stage.tree.kreis1, bornOn: null });
  const act = { kind: 'referendum', id: `task-${(acts += 1)}` };
  const rollId = await layOpen(stage, { act, rule, unitPath: stage.tree.land1.path });
  const lineId = (await lineOf(database(), rollId, person))?.lineId ?? '';
  return { person, rollId, lineId, act };
}

async function numbersOf(rollId: string): Promise<number[]> {
  const rows = await database().execute<{ number: number }>(
    sql`select number from roll_line where roll_id = ${rollId} and number is not null order by number`,
  );
  return rows.map((row) => row.number);
}

describe('a line that data leaves unknown', () => {
  it('is decided with a reason by an officer of the member’s unit, and gets a number among the others', async () => {
    const { person, rollId, lineId, act } = await withTask();
    const before = await rollOfAct(database(), act);
    expect(await decideLine(stage.officer, { rollId, lineId, verdict: 'yes', reason })).toMatchObject({
      ok: true,
    });
    const line = await lineOf(database(), rollId, person);
    expect(line).toMatchObject({ verdict: 'yes', decisionReason: reason, number: expect.any(Number) });
    const after = await rollOfAct(database(), act);
    expect(after).toMatchObject({
      entitled: (before?.entitled ?? 0) + 1,
      unknown: (before?.unknown ?? 0) - 1,
    });
    expect(await numbersOf(rollId)).toEqual(
      Array.from({ length: after?.entitled ?? 0 }, (_, index) => index + 1),
    );
  });

  it('is decided by the committee, also with no', async () => {
    const { person, rollId, lineId } = await withTask();
    expect(await decideLine(stage.committee[0], { rollId, lineId, verdict: 'no', reason })).toMatchObject({
      ok: true,
    });
    expect(await lineOf(database(), rollId, person)).toMatchObject({ verdict: 'no', number: null });
  });

  it('is answered by the rule once the data is complete', async () => {
    const { person, rollId, lineId } = await withTask();
    expect(await recheckLine(stage.officer, { rollId, lineId })).toMatchObject({
      ok: false,
      code: 'still-unknown',
    });
    await database().execute(sql`update person set born_on = '1990-01-01' where id = ${person}`);
    expect(await recheckLine(stage.officer, { rollId, lineId })).toMatchObject({ ok: true });
    expect(await lineOf(database(), rollId, person)).toMatchObject({
      ...{ verdict: 'yes', decisionReason: null },
      reasons: [{ code: 'old-enough', article: 'joining' }],
    });
  });

  it('keeps what people decided when the roll is computed again, and takes up completed data', async () => {
    const { person, rollId, lineId } = await withTask();
    await decideLine(stage.officer, { rollId, lineId, verdict: 'no', reason });
    const other = await makePerson({ memberOf: stage.tree.kreis1 });
    expect(await recomputeRollAgain(stage.committee[0], { rollId })).toMatchObject({ ok: true });
    expect(await lineOf(database(), rollId, person)).toMatchObject({ verdict: 'no', decisionReason: reason });
    expect(await lineOf(database(), rollId, other)).toMatchObject({ verdict: 'yes' });
  });

  it.each([
    ['an officer of another branch', () => stage.foreignOfficer, 'not-found'],
    ['the officer without a second factor', () => ({ ...stage.officer, secondFactor: false }), 'not-found'],
  ] as const)('[W-01] [R-56] is not there for %s', async (_, who, code) => {
    const { rollId, lineId } = await withTask();
    const before = await rowsOfRoll(rollId);
    expect(await decideLine(who(), { rollId, lineId, verdict: 'yes', reason })).toMatchObject({
      status: 404,
      code,
    });
    expect(await recheckLine(who(), { rollId, lineId })).toMatchObject({ status: 404, code });
    expect(await rowsOfRoll(rollId)).toBe(before);
  });

  it('[W-01] is not there under the id of another roll', async () => {
    const { lineId } = await withTask();
    const { rollId } = await withTask();
    expect(await decideLine(stage.officer, { rollId, lineId, verdict: 'yes', reason })).toMatchObject({
      status: 404,
    });
  });

  it('is not decided by the person it is about, nor twice', async () => {
    const { rollId, lineId, person } = await withTask();
    const self = { ...stage.officer, personId: person };
    expect(await decideLine(self, { rollId, lineId, verdict: 'yes', reason })).toMatchObject({
      code: 'own-line',
    });
    await decideLine(stage.officer, { rollId, lineId, verdict: 'no', reason });
    const again = await decideLine(stage.officer, { rollId, lineId, verdict: 'yes', reason });
    expect(again).toMatchObject({ ok: false, code: 'line-decided' });
    expect(await lineOf(database(), rollId, person)).toMatchObject({ verdict: 'no' });
  });
});

/** A roll on which one member stands with no, and may object. */
async function withRefused() {
  const person = await makePerson({ memberOf: stage.tree.kreis1, bornOn: '2015-01-01' });
  const rollId = await layOpen(stage, { rule, objectionUntil: FUTURE });
  return { person, rollId, actor: await actorOf(person) };
}

describe('an objection', () => {
  it('is raised by the member, upheld with a reason, and then the member stands on the roll', async () => {
    const { person, rollId, actor } = await withRefused();
    expect(await raiseObjection(actor, { rollId, text })).toMatchObject({ ok: true });
    const [objection] = (await ownRoll(database(), actor, rollId))?.objections ?? [];
    const objectionId = objection?.id ?? '';
    const decided = await decideObjection(stage.committee[0], {
      rollId,
      objectionId,
      decision: 'upheld',
      reason,
    });
    expect(decided).toMatchObject({ ok: true });
    expect(await lineOf(database(), rollId, person)).toMatchObject({
      verdict: 'yes',
      decisionReason: reason,
    });
    expect(await numbersOf(rollId)).toEqual((await numbersOf(rollId)).map((_, index) => index + 1));
  });

  it('dismissed leaves the line as it was, and the member reads why and may object again', async () => {
    const { rollId, actor } = await withRefused();
    await raiseObjection(actor, { rollId, text });
    const [objection] = (await ownRoll(database(), actor, rollId))?.objections ?? [];
    const objectionId = objection?.id ?? '';
    await decideObjection(stage.committee[0], { rollId, objectionId, decision: 'dismissed', reason });
    const place = await ownRoll(database(), actor, rollId);
    expect(place).toMatchObject({ line: { verdict: 'no' }, objections: [{ decisionReason: reason }] });
    expect(await raiseObjection(actor, { rollId, text })).toMatchObject({ ok: true });
  });

  it('puts a member on the roll whom the data had left out', async () => {
    const late = await makePerson({
      memberOf: stage.tree.kreis2,
      joinedOn: '2026-02-01',
      effectiveOn: '2026-02-01',
    });
    const rollId = await layOpen(stage, { objectionUntil: FUTURE });
    const actor = await actorOf(late);
    expect(await ownRoll(database(), actor, rollId)).toMatchObject({
      ...{ line: null, answer: { verdict: 'no', reasons: [{ code: 'not-member' }] } },
    });
    expect(await raiseObjection(actor, { rollId, text })).toMatchObject({ ok: true });
    const [objection] = (await ownRoll(database(), actor, rollId))?.objections ?? [];
    const objectionId = objection?.id ?? '';
    await decideObjection(stage.committee[0], { rollId, objectionId, decision: 'upheld', reason });
    expect(await lineOf(database(), rollId, late)).toMatchObject({ verdict: 'yes' });
  });

  it('is refused a second time while the first is open, after the date, and to whoever is entitled', async () => {
    const { rollId, actor } = await withRefused();
    await raiseObjection(actor, { rollId, text });
    expect(await raiseObjection(actor, { rollId, text })).toMatchObject({ code: 'objection-pending' });
    const entitled = await actorOf(stage.members[0] ?? '');
    expect(await raiseObjection(entitled, { rollId, text })).toMatchObject({ code: 'already-entitled' });
    const over = await layOpen(stage, { rule });
    expect(await raiseObjection(actor, { rollId: over, text })).toMatchObject({
      code: 'objection-period-over',
    });
  });

  it('[W-01] of a roll of another branch is not there', async () => {
    const rollId = await layOpen(stage, { unitPath: stage.tree.land2.path, objectionUntil: FUTURE });
    const foreign = await actorOf(stage.members[0] ?? '');
    expect(await raiseObjection(foreign, { rollId, text })).toMatchObject({ status: 404, code: 'not-found' });
    const anonymous = { kind: 'anonymous' } as const;
    expect(await raiseObjection(anonymous, { rollId, text })).toMatchObject({ status: 401 });
  });

  it('is not decided by an officer, by the person who raised it, nor twice', async () => {
    const { rollId, actor, person } = await withRefused();
    await raiseObjection(actor, { rollId, text });
    const [objection] = (await ownRoll(database(), actor, rollId))?.objections ?? [];
    const decision = { rollId, objectionId: objection?.id ?? '', decision: 'upheld', reason } as const;
    const before = await rowsOfRoll(rollId);
    expect(await decideObjection(stage.officer, decision)).toMatchObject({ code: 'may-not-manage-roll' });
    expect(await decideObjection(stage.foreignOfficer, decision)).toMatchObject({
      code: 'may-not-manage-roll',
    });
    const self = { ...stage.committee[0], personId: person };
    expect(await decideObjection(self, decision)).toMatchObject({ code: 'own-objection' });
    expect(await rowsOfRoll(rollId)).toBe(before);
    expect(await decideObjection(stage.committee[0], decision)).toMatchObject({ ok: true });
    expect(await decideObjection(stage.committee[1], decision)).toMatchObject({ code: 'objection-decided' });
  });

  it('raised twice at once is one', async () => {
    const { rollId, actor } = await withRefused();
    const both = await Promise.allSettled([
      raiseObjection(actor, { rollId, text }),
      raiseObjection(actor, { rollId, text }),
    ]);
    const taken = both.filter((one) => one.status === 'fulfilled' && one.value.ok);
    expect(taken).toHaveLength(1);
    expect(both.every((one) => one.status === 'fulfilled')).toBe(true);
    const place = await transact(() => ownRoll(database(), actor, rollId));
    expect(place?.objections).toHaveLength(1);
  });
});
