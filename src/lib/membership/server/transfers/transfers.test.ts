import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anonymous, type PersonActor } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import {
  actorOf,
  makePerson,
  officerOf,
  plantTree,
  type SmallTree,
} from '../../../../../tests/support/people.ts';
import { addDays, dayOf } from '../../day.ts';
import type { TransferSide } from '../../transfer.ts';
import { changeResidence } from '../people/change-residence.ts';
import { endMembership } from '../people/end-membership.ts';
import { registerStatuteTerms } from '../statute-terms.ts';
import { membership, transfer, transferAnswer } from '../tables.ts';
import { answerTransfer } from './answer-transfer.ts';
import { applyForTransfer } from './apply-for-transfer.ts';
import { transferJobs } from './settle-transfer.ts';
import { ownTransfers, transferPage, transfers, transfersToAnswer } from './transfers.ts';
import { withdrawTransfer } from './withdraw-transfer.ts';

let db: TestDatabase;
let tree: SmallTree;
let giving: PersonActor;
let receiving: PersonActor;
let sibling: PersonActor;
const today = dayOf(new Date());
const tomorrow = addDays(today, 1);
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  giving = await boardOf(tree.kreis1);
  receiving = await officerOf(tree.kreis3);
  sibling = await officerOf(tree.kreis2);
});
beforeEach(() => registerStatuteTerms(() => Promise.resolve({ value: 4, article: '§ 4' })));
afterAll(async () => {
  registerStatuteTerms(() => Promise.resolve(null));
  await stopSender();
  await db.drop();
});

async function boardOf(unit: SmallTree['bund']): Promise<PersonActor> {
  const id = await makePerson({ memberOf: unit, offices: [{ kind: 'board', unit }] });
  return actorOf(id, { secondFactor: true });
}

const wish = (unitNumber: number, wishedOn = tomorrow) => ({ unitNumber, wishedOn, note: '' });

async function applied(wishedOn = tomorrow) {
  const personId = await makePerson({ memberOf: tree.ort1, joinedOn: '2020-01-01' });
  const me = await actorOf(personId);
  expect(await applyForTransfer(me, wish(121, wishedOn))).toMatchObject({ ok: true });
  return { personId, me, id: (await rowOf(personId)).id };
}

async function rowOf(personId: string) {
  const [row] = await database().select().from(transfer).where(eq(transfer.personId, personId));
  return row!;
}

const answer = (actor: PersonActor, transferId: string, side: TransferSide, refuses = '') =>
  answerTransfer(actor, {
    ...{ transferId, side, reason: refuses },
    decision: refuses === '' ? 'agreed' : 'refused',
  });
const spells = (personId: string) =>
  database()
    .select()
    .from(membership)
    .where(and(eq(membership.personId, personId), isNull(membership.supersededAt)))
    .orderBy(membership.joinedOn);
const everything = async () =>
  JSON.stringify([
    await database().select().from(transfer).orderBy(transfer.id),
    await database().select().from(transferAnswer).orderBy(transferAnswer.id),
    await database().select().from(membership).orderBy(membership.id),
  ]);

describe('a transfer', () => {
  it('is carried out when both boards have agreed, with the rights once held', async () => {
    const { personId, id } = await applied(addDays(today, 20));
    expect(await rowOf(personId)).toMatchObject({ state: 'open', answerBy: addDays(today, 28) });
    expect(await answer(receiving, id, 'receiving')).toMatchObject({ ok: true });
    expect(await spells(personId)).toHaveLength(1);
    expect(await answer(giving, id, 'giving')).toMatchObject({ ok: true });
    expect(await rowOf(personId)).toMatchObject({ state: 'done', movedOn: addDays(today, 20) });
    const moved = { joinedOn: addDays(today, 20), effectiveOn: addDays(today, 20), endedOn: null };
    expect(await spells(personId)).toMatchObject([
      { unitId: tree.ort1.id, endedOn: addDays(today, 20), endReason: 'moved' },
      { unitId: tree.kreis3.id, ...moved },
    ]);
    expect(await answer(giving, id, 'giving')).toMatchObject({ status: 409, code: 'transfer-closed' });
  });

  it('is off as soon as one board refuses, and may be asked for again', async () => {
    const { personId, me, id } = await applied();
    expect(await applyForTransfer(me, wish(112))).toMatchObject({ code: 'transfer-already-open' });
    expect(await answer(giving, id, 'giving', 'Es läuft ein Verfahren.')).toMatchObject({ ok: true });
    expect(await rowOf(personId)).toMatchObject({ state: 'refused', movedOn: null });
    expect(await spells(personId)).toHaveLength(1);
    expect(await answer(receiving, id, 'receiving')).toMatchObject({ code: 'transfer-closed' });
    expect((await ownTransfers(me))?.transfers[0]?.answers[0]?.reason).toBe('Es läuft ein Verfahren.');
    expect((await applyForTransfer(me, wish(112))).ok).toBe(true);
  });

  it('[W-01] is nobody’s business but of the two boards, each for its own side', async () => {
    const { id } = await applied();
    const nothing = { ok: false, status: 404, code: 'not-found' };
    const member = await actorOf(await makePerson({ memberOf: tree.kreis3 }), { secondFactor: true });
    const unarmed = await officerOf(tree.kreis1, { secondFactor: false });
    const before = await everything();
    for (const actor of [sibling, member, unarmed]) {
      for (const side of ['giving', 'receiving'] as const) {
        expect(await answer(actor, id, side)).toEqual(nothing);
      }
      expect(await transferPage(actor, id)).toBeNull();
    }
    expect(
      await answerTransfer(anonymous, { transferId: id, side: 'giving', decision: 'agreed', reason: '' }),
    ).toEqual(nothing);
    expect(await answer(giving, id, 'receiving')).toEqual(nothing);
    expect(await answer(receiving, id, 'giving')).toEqual(nothing);
    expect(await answer(giving, crypto.randomUUID(), 'giving')).toEqual(nothing);
    expect(await everything()).toBe(before);
    expect((await transfers(sibling))?.map((row) => row.id)).not.toContain(id);
    expect((await transfers(giving))?.find((row) => row.id === id)?.owes).toEqual(['giving']);
    expect((await transferPage(receiving, id))?.owes).toEqual(['receiving']);
    expect(await transfers(member)).toBeNull();
    const owed = await transfersToAnswer(giving);
    await answer(giving, id, 'giving');
    expect(await transfersToAnswer(giving)).toBe(owed - 1);
    expect(await answer(giving, id, 'giving')).toMatchObject({ code: 'transfer-already-answered' });
  });

  it('is not answered by the one who asks', async () => {
    const unit = tree.kreis1;
    const id = await makePerson({ memberOf: unit, offices: [{ kind: 'membership-officer', unit }] });
    const me = await actorOf(id, { secondFactor: true });
    expect((await applyForTransfer(me, wish(121))).ok).toBe(true);
    const { id: transferId } = await rowOf(id);
    expect(await answer(me, transferId, 'giving')).toMatchObject({ status: 403, code: 'not-oneself' });
    expect((await transferPage(me, transferId))?.owes).toEqual([]);
  });

  it('is refused without a membership, to the same unit, to no unit of members, and for a wrong day', async () => {
    const me = await actorOf(await makePerson({ memberOf: tree.ort1 }));
    const ask = async (unit: number, on?: string) => applyForTransfer(me, wish(unit, on));
    expect(await ask(1111)).toMatchObject({ code: 'transfer-to-own-unit' });
    for (const unit of [1, 11, 99]) expect(await ask(unit)).toMatchObject({ code: 'unit-unknown' });
    for (const on of [today, '2020-01-01', addDays(today, 400)]) {
      expect(await ask(121, on)).toMatchObject({ status: 422, code: 'transfer-day-out-of-range' });
    }
    const none = await actorOf(await makePerson());
    expect(await applyForTransfer(none, wish(121))).toMatchObject({ code: 'nothing-to-transfer' });
    expect(await applyForTransfer(anonymous, wish(121))).toMatchObject({ status: 401 });
    expect(await withdrawTransfer(me)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await withdrawTransfer(anonymous)).toMatchObject({ status: 401 });
  });

  it('is withdrawn by the member, and lapses with the membership', async () => {
    const one = await applied();
    expect((await withdrawTransfer(one.me)).ok).toBe(true);
    expect((await rowOf(one.personId)).state).toBe('withdrawn');
    const two = await applied();
    const end = { personId: two.personId, endedOn: today, reason: 'left' } as const;
    expect((await endMembership(await officerOf(tree.kreis1), end)).ok).toBe(true);
    await answer(giving, two.id, 'giving');
    await answer(receiving, two.id, 'receiving');
    expect((await rowOf(two.personId)).state).toBe('lapsed');
    expect(await spells(two.personId)).toHaveLength(1);
  });
});

describe('silence', () => {
  const settle = (transferId: string) => transferJobs[0]!.run({ transferId } as never);

  it('is consent once the day of the statute has come, and not before', async () => {
    const { personId, id } = await applied();
    await answer(receiving, id, 'receiving');
    await settle(id);
    expect((await rowOf(personId)).state).toBe('open');
    await database().update(transfer).set({ answerBy: today }).where(eq(transfer.id, id));
    await settle(id);
    await settle(id);
    expect(await rowOf(personId)).toMatchObject({ state: 'done', movedOn: tomorrow });
    expect(await spells(personId)).toHaveLength(2);
  });

  it('means nothing where the statute knows no such day', async () => {
    registerStatuteTerms(() => Promise.resolve(null));
    const { personId, id } = await applied();
    expect((await rowOf(personId)).answerBy).toBeNull();
    await settle(id);
    expect((await rowOf(personId)).state).toBe('open');
  });
});

describe('a new home', () => {
  const move = async (personId: string, ags: string | null, since = today) => {
    const home = { street: null, postcode: null, town: 'Neu', country: 'DE', ags };
    expect((await changeResidence(await officerOf(tree.kreis1), { personId, since, ...home })).ok).toBe(true);
  };
  const member = () => makePerson({ memberOf: tree.ort1 });

  it('in the district of another Kreis proposes to belong there from the day of notice', async () => {
    const personId = await member();
    await move(personId, '09161', '2026-01-01');
    const row = await rowOf(personId);
    expect(row).toMatchObject({ reason: 'residence', toUnitId: tree.kreis3.id, wishedOn: today });
    await answer(giving, row.id, 'giving');
    await answer(receiving, row.id, 'receiving');
    expect((await spells(personId))[1]).toMatchObject({ unitId: tree.kreis3.id, joinedOn: today });
  });

  it('proposes nothing in the same Kreis, where no Kreis is known, twice, or for an earlier home', async () => {
    const proposals = async (personId: string) =>
      (await database().select().from(transfer).where(eq(transfer.personId, personId))).length;
    const personId = await member();
    for (const ags of ['01001', '16063', null]) await move(personId, ags);
    await move(personId, '09161', '2025-01-01');
    expect(await proposals(personId)).toBe(0);
    await move(personId, '09161', addDays(today, 1));
    await move(personId, '01002', addDays(today, 2));
    expect(await proposals(personId)).toBe(1);
    expect((await rowOf(personId)).wishedOn).toBe(addDays(today, 1));
  });
});

describe('what was asked and answered', () => {
  it('is written once', async () => {
    const { id } = await applied();
    await answer(giving, id, 'giving');
    const denied = { cause: { code: '42501' } };
    const late = { wishedOn: '2030-01-01' };
    await expect(transact((tx) => tx.update(transfer).set(late))).rejects.toMatchObject(denied);
    await expect(transact((tx) => tx.update(transferAnswer).set({ reason: 'x' }))).rejects.toMatchObject(
      denied,
    );
    await expect(transact((tx) => tx.delete(transferAnswer))).rejects.toMatchObject(denied);
  });
});
