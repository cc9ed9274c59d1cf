import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recipientsOf } from '#lib/accounts/server/index.ts';
import { session } from '#lib/accounts/server/tables.ts';
import { anonymous, type PersonActor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { evidence } from '#lib/platform/server/tables.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import {
  actorOf,
  makePerson,
  officerOf,
  plantTree,
  type SmallTree,
} from '../../../../../tests/support/people.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { addDays, addYears, dayOf } from '../../day.ts';
import { changePersonShape, leavingDays } from '../../membership.ts';
import { powersOf } from '../offices/offices.ts';
import { changePerson } from '../people/change-person.ts';
import { changeResidence } from '../people/change-residence.ts';
import { correctMembership } from '../people/correct-membership.ts';
import { endMembership } from '../people/end-membership.ts';
import { moveMember } from '../people/move-member.ts';
import { recordDues } from '../people/record-dues.ts';
import { registerStatuteTerms } from '../statute-terms.ts';
import { membership, office } from '../tables.ts';
import { leaveParty } from './leave-party.ts';
import { ownMembership } from './own-membership.ts';
import { readmitMember } from './readmit-member.ts';
import { sendActivationLink } from './send-activation-link.ts';
import { suspendMember } from './suspend-member.ts';
import { takeBackEnd } from './take-back-end.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: PersonActor;
const today = dayOf(new Date());
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
});
afterEach(() => registerStatuteTerms(() => Promise.resolve(null)));
afterAll(() => db.drop());

const versions = (personId: string) =>
  database()
    .select()
    .from(membership)
    .where(eq(membership.personId, personId))
    .orderBy(membership.recordedAt);
const offices = (personId: string) =>
  database()
    .select({ kind: office.kind, fromOn: office.fromOn, toOn: office.toOn })
    .from(office)
    .where(and(eq(office.personId, personId), isNull(office.supersededAt)))
    .orderBy(office.kind);
const leaving = (days = 1) => ({ endedOn: addDays(today, days), understood: 'yes' as const });
const why = 'Verwechslung mit dem Onkel gleichen Namens';

async function officeHolder(): Promise<string> {
  const offices = [
    { kind: 'board', unit: tree.kreis1 },
    { kind: 'auditor', unit: tree.bund, to: addDays(today, 400) },
    { kind: 'delegate', unit: tree.land1, from: addDays(today, 30) },
    { kind: 'moderator', unit: tree.land1, to: '2021-01-01' },
  ] as const;
  return makePerson({ memberOf: tree.ort1, offices });
}

describe('leaving the party', () => {
  it('needs nobody’s consent, ends every office that day and keeps what stood before', async () => {
    const personId = await officeHolder();
    const me = await actorOf(personId);
    expect(await leaveParty(me, leaving(10))).toMatchObject({ ok: true });
    const [before, after, ...more] = await versions(personId);
    expect(more).toEqual([]);
    expect(before).toMatchObject({ endedOn: null, supersededAt: expect.any(Date) as Date });
    const end = { endedOn: addDays(today, 10), endReason: 'left', recordedBy: personId };
    expect(after).toMatchObject({ ...end, supersededAt: null });
    expect(await offices(personId)).toEqual([
      { kind: 'auditor', fromOn: '2020-01-01', toOn: addDays(today, 10) },
      { kind: 'board', fromOn: '2020-01-01', toOn: addDays(today, 10) },
      { kind: 'delegate', fromOn: addDays(today, 30), toOn: addDays(today, 30) },
      { kind: 'moderator', fromOn: '2020-01-01', toOn: '2021-01-01' },
    ]);
    const then = (days: number) => new Date(Date.now() + days * 86_400_000);
    expect((await powersOf(database(), personId, then(9))).length).toBeGreaterThan(0);
    expect(await powersOf(database(), personId, then(11))).toEqual([]);
    expect((await ownMembership(me))?.membership?.endedOn).toBe(addDays(today, 10));
  });

  it('is refused to strangers, to who is no member, twice, and without a fresh sign-in', async () => {
    expect(await leaveParty(anonymous, leaving())).toMatchObject({ status: 401, code: 'sign-in-first' });
    expect(await ownMembership(anonymous)).toBeNull();
    const none = await actorOf(await makePerson());
    expect(await leaveParty(none, leaving())).toMatchObject({ status: 409, code: 'nothing-to-leave' });
    const personId = await makePerson({ memberOf: tree.ort1 });
    const stale = await actorOf(personId, { signedInAt: new Date(Date.now() - 86_400_000) });
    expect(await leaveParty(stale, leaving())).toMatchObject({ status: 403, code: 'sign-in-again' });
    expect(await versions(personId)).toHaveLength(1);
    const me = await actorOf(personId);
    expect((await leaveParty(me, leaving())).ok).toBe(true);
    expect(await leaveParty(me, leaving(2))).toMatchObject({ code: 'nothing-to-leave' });
  });

  it('takes effect from tomorrow to a year from now', async () => {
    expect(leavingDays('2028-02-29')).toEqual({ first: '2028-03-01', last: '2029-03-01' });
    const personId = await makePerson({ memberOf: tree.ort1 });
    const me = await actorOf(personId);
    for (const endedOn of [today, '2020-01-02', addDays(addYears(today, 1), 1)]) {
      const refused = await leaveParty(me, { ...leaving(), endedOn });
      expect(refused).toMatchObject({ status: 422, code: 'leaving-day-out-of-range' });
    }
    expect(await versions(personId)).toHaveLength(1);
    expect((await leaveParty(me, { ...leaving(), endedOn: addYears(today, 1) })).ok).toBe(true);
  });
});

describe('a death', () => {
  it('[W-01] ends offices and sessions, and nobody is written to any more', async () => {
    const personId = await officeHolder();
    await signInAs(personId);
    const sessions = () => database().$count(session);
    const before = await sessions();
    expect(await recipientsOf(database(), [personId])).toHaveLength(1);
    const died = { personId, endedOn: today, reason: 'died' } as const;
    const early = await endMembership(officer, { ...died, endedOn: addDays(today, 1) });
    expect(early).toMatchObject({ status: 422, code: 'death-in-future' });
    expect(await sessions()).toBe(before);
    expect((await endMembership(officer, died)).ok).toBe(true);
    expect(await sessions()).toBe(before - 1);
    expect(await recipientsOf(database(), [personId])).toEqual([]);
    expect(await powersOf(database(), personId, new Date())).toEqual([]);
  });

  it('freezes the entry, whoever writes', async () => {
    const personId = await makePerson({ memberOf: tree.ort1, email: null });
    await endMembership(officer, { personId, endedOn: '2026-03-01', reason: 'died' });
    const since = '2026-04-01';
    const home = { street: null, postcode: null, town: 'Kiel', country: 'DE', ags: '01002' };
    const person = changePersonShape.parse({ personId, givenName: 'Eva', familyName: 'Anders' });
    const tries = [
      changePerson(officer, person),
      changeResidence(officer, { personId, since, ...home }),
      recordDues(officer, { personId, standing: 'paid', since }),
      moveMember(officer, { personId, unitNumber: 111, movedOn: since }),
      suspendMember(officer, { personId, fromOn: since, toOn: null, reason: why }),
      readmitMember(officer, { personId, unitNumber: 111, joinedOn: since, effectiveOn: null }),
      sendActivationLink(officer, { personId }),
    ];
    for (const tried of tries) expect(await tried).toMatchObject({ status: 409, code: 'member-died' });
    expect(
      (await correctMembership(officer, { personId, joinedOn: '2020-02-01', effectiveOn: null })).ok,
    ).toBe(true);
  });
});

describe('an end entered by mistake', () => {
  it('is taken back with a reason, also a death; the end stays readable', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    await endMembership(officer, { personId, endedOn: '2026-03-01', reason: 'died' });
    const elsewhere = await officerOf(tree.kreis2);
    expect(await takeBackEnd(elsewhere, { personId, why })).toMatchObject({ status: 404, code: 'not-found' });
    expect(await versions(personId)).toHaveLength(2);
    expect((await takeBackEnd(officer, { personId, why })).ok).toBe(true);
    const all = await versions(personId);
    expect(all.map((one) => [one.endReason, one.supersededAt === null])).toEqual([
      [null, false],
      ['died', false],
      [null, true],
    ]);
    expect(new Set(all.map((one) => one.lineage)).size).toBe(1);
    const [kept] = await database().select().from(evidence).where(eq(evidence.subjectId, personId));
    expect(kept).toMatchObject({
      code: 'membership-end-taken-back',
      reason: why,
      personId: officer.personId,
    });
    expect(await takeBackEnd(officer, { personId, why })).toMatchObject({ code: 'no-end-to-take-back' });
  });

  it('is not what the member declared', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    await leaveParty(await actorOf(personId), leaving());
    const refused = { status: 409, code: 'end-declared-by-member' };
    expect(await takeBackEnd(officer, { personId, why })).toMatchObject(refused);
    expect(await versions(personId)).toHaveLength(2);
  });

  it('is not a move that is still to come: the membership goes on elsewhere', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const [unitNumber, movedOn] = [111, addDays(today, 30)];
    expect((await moveMember(officer, { personId, unitNumber, movedOn })).ok).toBe(true);
    const before = await versions(personId);
    expect(await takeBackEnd(officer, { personId, why })).toMatchObject({ code: 'no-end-to-take-back' });
    expect(await versions(personId)).toEqual(before);
  });
});

describe('a return', () => {
  const back = (personId: string, joinedOn: string) =>
    readmitMember(officer, { personId, unitNumber: 111, joinedOn, effectiveOn: null });

  it('after leaving begins a membership of its own', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    await leaveParty(await actorOf(personId), leaving());
    expect((await back(personId, addDays(today, 1))).ok).toBe(true);
    expect(new Set((await versions(personId)).map((one) => one.lineage)).size).toBe(2);
  });

  it('after an expulsion waits as long as the statute says, and only then', async () => {
    registerStatuteTerms(() => Promise.resolve({ value: 2, article: '§ 2' }));
    const gone = async (reason: 'expelled' | 'left') => {
      const personId = await makePerson({ memberOf: tree.ort1 });
      await endMembership(officer, { personId, endedOn: '2023-06-01', reason });
      return personId;
    };
    const expelled = await gone('expelled');
    const refused = { status: 422, code: 'return-too-early', params: { article: '§ 2', years: 2 } };
    expect(await back(expelled, '2025-05-31')).toMatchObject(refused);
    expect((await back(expelled, '2025-06-01')).ok).toBe(true);
    expect((await back(await gone('left'), '2023-06-01')).ok).toBe(true);
    registerStatuteTerms(() => Promise.resolve(null));
    expect((await back(await gone('expelled'), '2023-06-01')).ok).toBe(true);
  });
});
