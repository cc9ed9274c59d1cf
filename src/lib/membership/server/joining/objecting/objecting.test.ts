import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { fact } from '#lib/platform/server/tables.ts';
import { registerReactions } from '#wiring/reactions.ts';
import { mailsTo, makeAccount } from '../../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../../tests/support/database.ts';
import {
  actorOf,
  makePerson,
  officerOf,
  plantTree,
  type SmallTree,
} from '../../../../../../tests/support/people.ts';
import { addDays, dayOf } from '../../../day.ts';
import { mergePeopleShape } from '../../../merging/merging.ts';
import { mergePeople } from '../../merging/merge-people.ts';
import { memberPathsOf } from '../../offices/offices.ts';
import { endSuspension } from '../../standing/end-suspension.ts';
import { takeBackEnd } from '../../standing/take-back-end.ts';
import { admissionObjection, membership, suspension } from '../../tables.ts';
import { decideObjection } from './decide-objection.ts';
import { ownObjection } from './admission-page.ts';
import { raiseObjection } from './raise-objection.ts';

let db: TestDatabase;
let tree: SmallTree;
let local: Actor;
let above: Actor;
let another: Actor;
const today = dayOf(new Date());
const soon = addDays(today, 42);
const later = new Date(Date.now() + 60 * 86_400_000);
const reason = 'Gehört noch einer anderen Partei an.';
beforeAll(async () => {
  db = await testDatabase();
  registerReactions();
  tree = await plantTree();
  local = await officerOf(tree.kreis1);
  above = await boardOf(tree.land1);
  another = await boardOf(tree.bund);
});
afterAll(() => db.drop());

async function boardOf(unit: SmallTree['bund']): Promise<Actor> {
  const personId = await makePerson({ memberOf: tree.kreis2, offices: [{ kind: 'board', unit }] });
  return actorOf(personId, { secondFactor: true });
}
const newcomer = () => makePerson({ memberOf: tree.kreis1, joinedOn: today, effectiveOn: soon });
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.code);
const objectionOf = async (personId: string) =>
  (await database().select().from(admissionObjection).where(eq(admissionObjection.personId, personId)))[0];
async function objectedTo(): Promise<{ personId: string; objectionId: string }> {
  const personId = await newcomer();
  expect(codeOf(await raiseObjection(above, { personId, reason }))).toBe('done');
  return { personId, objectionId: (await objectionOf(personId))!.id };
}
const membershipOf = async (personId: string) => {
  const isNow = and(eq(membership.personId, personId), isNull(membership.supersededAt));
  return (await database().select().from(membership).where(isNow))[0]!;
};
const hasRights = async (personId: string) => (await memberPathsOf(database(), personId, later)).length > 0;

describe('an objection to an admission', () => {
  it('keeps the membership from taking full effect until it is decided', async () => {
    const personId = await newcomer();
    expect(await hasRights(personId)).toBe(true);
    expect(codeOf(await raiseObjection(above, { personId, reason }))).toBe('done');
    expect(await hasRights(personId)).toBe(false);
    expect((await membershipOf(personId)).endedOn).toBeNull();
  });

  it('gives the rights back when it is dismissed', async () => {
    const { personId, objectionId } = await objectedTo();
    const decided = { personId, objectionId, decision: 'dismissed', reason } as const;
    expect(codeOf(await decideObjection(another, decided))).toBe('done');
    expect(await hasRights(personId)).toBe(true);
    expect(codeOf(await decideObjection(another, decided))).toBe('done');
    expect(codeOf(await raiseObjection(above, { personId, reason }))).toBe('objection-already-raised');
  });

  it('ends the membership when it is upheld, and that stays', async () => {
    const { personId, objectionId } = await objectedTo();
    const decided = { personId, objectionId, decision: 'upheld', reason } as const;
    expect(codeOf(await decideObjection(another, decided))).toBe('done');
    expect(await membershipOf(personId)).toMatchObject({ endedOn: today, endReason: 'objected' });
    expect(codeOf(await decideObjection(another, { ...decided, decision: 'dismissed' }))).toBe(
      'objection-decided',
    );
    expect(codeOf(await takeBackEnd(local, { personId, why: reason }))).toBe('end-by-objection');
  });

  it('is told to the member, with its reasons, and so is the decision', async () => {
    const { personId, email } = await makeAccount({
      memberOf: tree.kreis1,
      joinedOn: today,
      effectiveOn: soon,
    });
    await raiseObjection(above, { personId, reason });
    const [first] = await mailsTo(email);
    expect(first?.body).toContain(reason);
    const { id: objectionId } = (await objectionOf(personId))!;
    const why = 'Der Austritt dort ist belegt.';
    await decideObjection(another, { personId, objectionId, decision: 'dismissed', reason: why });
    expect((await mailsTo(email)).at(-1)?.body).toContain(why);
    expect(await ownObjection(database(), personId)).toMatchObject({ state: 'dismissed', reason });
    const facts = await database().select().from(fact).where(eq(fact.subjectId, personId));
    expect(facts.map(({ kind }) => kind)).toEqual([
      'membership.admission-objected',
      'membership.objection-decided',
    ]);
    expect(JSON.stringify(facts.map(({ detail }) => detail))).not.toContain(reason);
  });

  it('asked once more says the same again', async () => {
    const { personId } = await objectedTo();
    expect(codeOf(await raiseObjection(above, { personId, reason: 'Noch einmal dasselbe.' }))).toBe('done');
    expect((await objectionOf(personId))?.reason).toBe(reason);
    expect(codeOf(await raiseObjection(another, { personId, reason }))).toBe('objection-already-raised');
  });
});

describe('an objection is refused', () => {
  it('[W-01] to everybody but boards above', async () => {
    const { personId, objectionId } = await objectedTo();
    const fresh = await newcomer();
    const sibling = await boardOf(tree.kreis2);
    const own = await boardOf(tree.kreis1);
    const weak = await actorOf((above as { personId: string }).personId);
    for (const actor of [anonymous, local, own, sibling, await boardOf(tree.land2), weak]) {
      expect(codeOf(await raiseObjection(actor, { personId: fresh, reason }))).toBe('not-found');
      const decided = { personId, objectionId, decision: 'dismissed', reason } as const;
      expect(codeOf(await decideObjection(actor, decided))).toBe('not-found');
    }
    const inOrt = await makePerson({ memberOf: tree.ort1, joinedOn: today, effectiveOn: soon });
    expect(codeOf(await raiseObjection(own, { personId: inOrt, reason }))).toBe('not-found');
    expect(codeOf(await raiseObjection(above, { personId: inOrt, reason }))).toBe('done');
    expect((await objectionOf(personId))?.state).toBe('open');
    expect(await objectionOf(fresh)).toBeUndefined();
  });

  it('after the membership took effect, and where nobody knows when it does', async () => {
    const settled = await makePerson({ memberOf: tree.kreis1, joinedOn: '2025-01-01', effectiveOn: today });
    const unknown = await makePerson({ memberOf: tree.kreis1, joinedOn: today, effectiveOn: null });
    for (const personId of [settled, unknown]) {
      expect(codeOf(await raiseObjection(above, { personId, reason }))).toBe('objection-too-late');
    }
  });

  it('a decision by the one who raised it', async () => {
    const { personId, objectionId } = await objectedTo();
    const decided = { personId, objectionId, decision: 'dismissed', reason } as const;
    expect(codeOf(await decideObjection(above, decided))).toBe('objection-own');
  });

  it('a way around it: neither the rest of rights ends by hand nor does the entry go into another', async () => {
    const { personId } = await objectedTo();
    const [rest] = await database().select().from(suspension).where(eq(suspension.personId, personId));
    const given = { personId, suspensionId: rest!.lineage, toOn: today };
    expect(codeOf(await endSuspension(local, given))).toBe('objection-open');
    const both = mergePeopleShape.parse({ personId: await newcomer(), otherId: personId });
    expect(codeOf(await mergePeople(local, both))).toBe('objection-open');
  });
});
