import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '#lib/platform/actor.ts';
import { system } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson } from '../../../../../tests/support/people.ts';
import { FUTURE, layOpen, type RollStage, setRollStage } from '../../testing/roll-stage.ts';
import { decideLine } from '../decide/decide-line.ts';
import { raiseObjection } from '../decide/raise-objection.ts';
import { approveSeal, lineOf, rollOfAct } from '../index.ts';
import { sealPreview } from '../pages/seal-preview.ts';
import { recomputeRollAgain } from '../recompute-roll.ts';
import { approveSealOfRoll } from './approve-seal-of-roll.ts';

let db: TestDatabase;
let stage: RollStage;
beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
});
afterAll(() => db.drop());

const approve = (actor: PersonActor, rollId: string) => transact((tx) => approveSeal(tx, actor, rollId));
const stateOf = async (rollId: string) => {
  const [row] = await database().execute<{ state: string; approvals: number }>(sql`
    select state, (select count(*)::int from roll_approval where roll_id = roll.id) as approvals
    from roll where id = ${rollId}`);
  return row;
};
const evidence = async (rollId: string) => {
  const rows = await database().execute<{ code: string }>(
    sql`select code from evidence where subject_id = ${rollId} order by id`,
  );
  return rows.map((row) => row.code);
};

describe('sealing', () => {
  it('takes two different people and gives the published hash', async () => {
    const act = { kind: 'referendum', id: 'sealed' };
    const rollId = await layOpen(stage, { act });
    expect(await approve(stage.committee[0], rollId)).toEqual({ ok: true, value: { sealed: false } });
    expect(await approve(stage.committee[1], rollId)).toEqual({ ok: true, value: { sealed: true } });
    const roll = await rollOfAct(database(), act);
    expect(roll).toMatchObject({ state: 'sealed', hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await evidence(rollId)).toEqual(['seal-approved', 'roll-sealed']);
  });

  it('[B-21] is refused to one person alone, also with a second account, and says so on the evidence log', async () => {
    const rollId = await layOpen(stage);
    const [one, other] = stage.committee;
    const before = await sealPreview(database(), one, rollId);
    const hash = before?.hash ?? '';
    expect(await approveSealOfRoll(one, { rollId, hash })).toMatchObject({
      ok: true,
      value: { sealed: false },
    });
    const again = { ...one, accountId: crypto.randomUUID() };
    for (const actor of [one, again]) {
      expect(await approveSealOfRoll(actor, { rollId, hash })).toMatchObject({
        ok: false,
        code: 'same-person-twice',
      });
    }
    expect(await stateOf(rollId)).toEqual({ state: 'laid-open', approvals: 1 });
    expect(await evidence(rollId)).toEqual(['seal-approved', 'same-person-twice', 'same-person-twice']);
    expect(await approveSealOfRoll(other, { rollId, hash })).toMatchObject({
      ok: true,
      value: { sealed: true },
    });
  });

  it('[B-21] is refused by the database itself to one person, whatever the code above it thinks', async () => {
    const rollId = await layOpen(stage);
    await approve(stage.committee[0], rollId);
    const alone = database().execute(sql`update roll set state = 'sealed', sealed_at = now(),
      hash = (select hash from roll_approval where roll_id = roll.id) where id = ${rollId}`);
    await expect(alone).rejects.toMatchObject({ cause: { code: 'SH022' } });
    expect(await stateOf(rollId)).toMatchObject({ state: 'laid-open' });
  });

  it('[R-02] shows count and hash, and both people confirm the same ones', async () => {
    const rollId = await layOpen(stage);
    const [one, other] = stage.committee;
    const seen = await sealPreview(database(), one, rollId);
    expect(seen).toMatchObject({ obstacle: null, maySeal: true, hasApproved: false, approvals: [] });
    expect(await approveSealOfRoll(one, { rollId, hash: seen?.hash ?? '' })).toMatchObject({ ok: true });
    expect(await sealPreview(database(), other, rollId)).toMatchObject({
      hash: seen?.hash,
      hasApproved: false,
    });
    const foreignHash = 'ab'.repeat(32);
    expect(await approveSealOfRoll(other, { rollId, hash: foreignHash })).toMatchObject({
      ok: false,
      code: 'roll-changed-meanwhile',
    });
    expect(await stateOf(rollId)).toEqual({ state: 'laid-open', approvals: 1 });
  });

  it('[R-02] forgets an approval when a line changes after it', async () => {
    const rollId = await layOpen(stage);
    await approve(stage.committee[0], rollId);
    expect(await recomputeRollAgain(stage.committee[1], { rollId })).toMatchObject({ ok: true });
    expect(await approve(stage.committee[1], rollId)).toEqual({ ok: true, value: { sealed: false } });
    expect(await stateOf(rollId)).toEqual({ state: 'laid-open', approvals: 1 });
  });
});

describe('sealing is refused', () => {
  it.each([
    ['without the power', async () => actorOf(stage.members[0] ?? '', { secondFactor: true }), 'not-found'],
    ['to the keeper of members’ entries', async () => stage.officer, 'may-not-seal'],
    ['without a second factor', async () => ({ ...stage.committee[0], secondFactor: false }), 'not-found'],
    [
      'after an old sign-in',
      async () => ({ ...stage.committee[0], signedInAt: new Date(Date.now() - 16 * 60_000) }),
      'sign-in-again',
    ],
    [
      'to the committee of another branch',
      async () => {
        const office = { kind: 'election-committee', unit: stage.tree.kreis3 } as const;
        return actorOf(await makePerson({ offices: [office] }), { secondFactor: true });
      },
      'not-found',
    ],
  ] as const)('%s', async (_, who, code) => {
    const rollId = await layOpen(stage, { unitPath: stage.tree.kreis1.path });
    expect(await approve(await who(), rollId)).toMatchObject({ ok: false, code });
    expect(await stateOf(rollId)).toEqual({ state: 'laid-open', approvals: 0 });
  });

  it('to the house itself: no job seals', async () => {
    const rollId = await layOpen(stage);
    const outcome = await transact((tx) => approveSeal(tx, system('test'), rollId));
    expect(outcome).toMatchObject({ ok: false });
    expect(await stateOf(rollId)).toEqual({ state: 'laid-open', approvals: 0 });
  });

  it('while members may still object, and while an objection is open', async () => {
    const running = await layOpen(stage, { objectionUntil: FUTURE });
    expect(await approve(stage.committee[0], running)).toMatchObject({ code: 'objection-period-runs' });
    const young = await makePerson({ memberOf: stage.tree.kreis1, joinedOn: '2026-01-20' });
    const rollId = await layOpen(stage, { objectionUntil: FUTURE });
    const objected = await raiseObjection(await actorOf(young), {
      rollId,
      text: 'Ich bin seit 2019 Mitglied.',
    });
    expect(objected).toMatchObject({ ok: true });
    // The superuser ends the period: no command moves it.
    await database().execute(sql`update roll set objection_until = '2026-02-01' where id = ${rollId}`);
    expect(await approve(stage.committee[0], rollId)).toMatchObject({ code: 'objections-open' });
  });

  it('while unknowns are open, until each one is decided with a reason', async () => {
    const ageless = await makePerson({ memberOf: stage.tree.kreis1, bornOn: null });
    const rule = { kind: 'minimum-age', years: 14 } as const;
    const rollId = await layOpen(stage, { rule, unitPath: stage.tree.kreis1.path });
    expect(await approve(stage.committee[0], rollId)).toMatchObject({ ok: false, code: 'unknowns-open' });
    const line = await lineOf(database(), rollId, ageless);
    const decision = {
      rollId,
      lineId: line?.lineId ?? '',
      verdict: 'yes',
      reason: 'Ausweis lag vor.',
    } as const;
    expect(await decideLine(stage.committee[0], decision)).toMatchObject({ ok: true });
    expect(await approve(stage.committee[0], rollId)).toMatchObject({ ok: true });
  });

  it('when nobody is entitled', async () => {
    const rollId = await layOpen(stage, {
      rule: { kind: 'minimum-age', years: 120 },
      unitPath: stage.tree.land2.path,
    });
    expect(await approve(stage.committee[0], rollId)).toMatchObject({ ok: false, code: 'roll-empty' });
  });

  it('beyond the second person: a sealed roll is not sealed again', async () => {
    const rollId = await layOpen(stage);
    for (const actor of stage.committee) await approve(actor, rollId);
    const third = { kind: 'election-committee', unit: stage.tree.bund } as const;
    const actor = await actorOf(await makePerson({ offices: [third] }), { secondFactor: true });
    const outcome = await approveSealOfRoll(actor, { rollId, hash: '00'.repeat(32) });
    expect(outcome).toMatchObject({ ok: false, code: 'roll-sealed' });
    expect(await evidence(rollId)).toContain('roll-sealed');
  });
});
