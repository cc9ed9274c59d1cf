import { and, eq, isNull, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/server/tables.ts';
import { accountJobs } from '#lib/accounts/server/jobs.ts';
import { anonymous, type Actor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { fact } from '#lib/platform/server/tables.ts';
import { mailsTo, makeAccount } from '../../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../../tests/support/database.ts';
import { workOffJobs } from '../../../../../../tests/support/jobs.ts';
import { applied, houseToJoin, waiting } from '../../../../../../tests/support/joining.ts';
import { actorOf, makePerson, officerOf, type SmallTree } from '../../../../../../tests/support/people.ts';
import { addDays, addYears, dayOf } from '../../../day.ts';
import { refuseApplicantShape } from '../../../joining/application.ts';
import { application, membership, person } from '../../tables.ts';
import { confirmApplication } from '../applying/confirm-application.ts';
import { withdrawApplication } from '../applying/withdraw-application.ts';
import { joiningJobs } from '../remind-board.ts';
import { admitApplicant } from './admit-applicant.ts';
import { applicationPage } from './application-page.ts';
import { applicationsFor, mayWatchApplications } from './applications.ts';
import { handOnApplication } from './hand-on-application.ts';
import { refuseApplicant } from './refuse-applicant.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: Actor;
let officerEmail: string;
const today = dayOf(new Date());
const REASON = 'Die Ziele der Partei werden nicht geteilt.';
beforeAll(async () => {
  db = await testDatabase();
  tree = await houseToJoin();
  const offices = [{ kind: 'membership-officer', unit: tree.kreis1 }] as const;
  const { personId, email } = await makeAccount({ memberOf: tree.kreis1, offices });
  officerEmail = email;
  officer = await actorOf(personId, { secondFactor: true });
});
afterAll(() => db.drop());

const rowOf = async (id: string) =>
  (await database().select().from(application).where(eq(application.id, id)))[0];
const factsOf = async (id: string) =>
  (await database().select().from(fact).where(eq(fact.subjectId, id))).map(({ kind }) => kind);
const numbers = async () => {
  const [row] = await database().execute(sql`select (select count(*) from person) p,
    (select count(*) from membership) m, (select count(*) from account) a, (select count(*) from mail) l`);
  return row;
};

const acts: readonly [string, (actor: Actor, applicationId: string) => Promise<Outcome<unknown>>][] = [
  ['admits', (actor, applicationId) => admitApplicant(actor, { applicationId, sameAs: 'nobody' })],
  ['refuses', (actor, applicationId) => refuseApplicant(actor, { applicationId, reason: REASON })],
  [
    'hands on',
    (actor, applicationId) => handOnApplication(actor, { applicationId, unitNumber: 112, reason: REASON }),
  ],
];

describe('who decides', () => {
  it.each(acts)('[W-01] nobody %s but the officers of the unit and of those above it', async (name, act) => {
    const { id } = await waiting(`idor-${name.slice(0, 3)}@example.org`, { familyName: `Idor ${name}` });
    const strangers = [
      anonymous,
      await actorOf(await makePerson({ memberOf: tree.kreis1 }), { secondFactor: true }),
      await officerOf(tree.kreis2),
      await officerOf(tree.ort1),
      await officerOf(tree.land2),
      await officerOf(tree.kreis1, { secondFactor: false }),
    ];
    const before = { row: await rowOf(id), numbers: await numbers() };
    const gone = { ok: false, status: 404, code: 'not-found' };
    for (const stranger of strangers) {
      expect(await act(stranger, id)).toEqual(gone);
      expect(await applicationPage(stranger, id)).toBeNull();
    }
    expect(await act(officer, crypto.randomUUID())).toEqual(gone);
    expect({ row: await rowOf(id), numbers: { ...(await numbers()) } }).toEqual({
      ...before,
      numbers: { ...before.numbers },
    });
    expect((await act(await officerOf(tree.land1), id)).ok).toBe(true);
  });

  it.each(acts)('nobody %s before the link was confirmed, nor after it was taken back', async (name, act) => {
    const one = await applied(`frueh-${name.slice(0, 3)}@example.org`, { familyName: `Früh ${name}` });
    expect(await act(officer, one.id)).toMatchObject({ ok: false, status: 404 });
    await confirmApplication(anonymous, one);
    await withdrawApplication(anonymous, one);
    expect(await act(officer, one.id)).toMatchObject({ ok: false, status: 404 });
    expect((await rowOf(one.id))?.state).toBe('withdrawn');
  });

  it('[W-01] a list shows the own branch, oldest first, and none to whoever decides nowhere', async () => {
    const here = await waiting('liste1@example.org', { familyName: 'Liste' });
    const there = await waiting('liste2@example.org', { familyName: 'Liste', unitNumber: '121' });
    const never = await applied('liste3@example.org', { familyName: 'Liste' });
    const idsFor = async (actor: Actor) =>
      (await applicationsFor(actor, { decided: false, after: null }))?.rows.map(({ id }) => id);
    const seen = await idsFor(officer);
    expect(seen).toContain(here.id);
    expect(seen).not.toContain(there.id);
    expect(seen).not.toContain(never.id);
    expect(await idsFor(await officerOf(tree.land2))).toEqual([there.id]);
    expect(await idsFor(await actorOf(await makePerson({ memberOf: tree.kreis1 })))).toBeUndefined();
    expect(await mayWatchApplications(officer, '111')).toBe(true);
    for (const number of ['121', '11', '112', 'x', '-1']) {
      expect(await mayWatchApplications(officer, number), number).toBe(false);
    }
    expect(await mayWatchApplications(anonymous, '111')).toBe(false);
  });

  it('the board is mailed once when an application arrives, without a word about who applied', async () => {
    const before = (await mailsTo(officerEmail)).length;
    const one = await waiting('brief@example.org', { familyName: 'Briefgeheim' });
    await confirmApplication(anonymous, one);
    const mails = (await mailsTo(officerEmail)).slice(before);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.body).toContain(`/applications/${one.id}`);
    expect(mails[0]?.body).not.toMatch(/Briefgeheim|brief@/);
    expect((await rowOf(one.id))?.decideBy).toBe(addDays(today, 28));
  });
});

describe('admitting', () => {
  it('makes person, number, home, membership after the statute’s weeks, account and mails, once', async () => {
    const { id, token } = await waiting('auf@example.org', { familyName: 'Auf', citizenships: 'DE, TR' });
    const first = await admitApplicant(officer, { applicationId: id });
    const after = await numbers();
    expect(await admitApplicant(officer, { applicationId: id })).toEqual(first);
    expect(await numbers()).toEqual(after);
    const personId = first.ok ? first.value.personId : '';
    const [written] = await database().select().from(person).where(eq(person.id, personId));
    expect(written).toMatchObject({
      familyName: 'Auf',
      citizenships: ['DE', 'TR'],
      email: 'auf@example.org',
    });
    expect(written?.number).toMatch(/^\d+$/);
    const spells = await database().select().from(membership).where(eq(membership.personId, personId));
    expect(spells).toMatchObject([
      { unitId: tree.kreis1.id, joinedOn: today, effectiveOn: addDays(today, 42), endedOn: null },
    ]);
    await workOffJobs(accountJobs);
    const bodies = (await mailsTo('auf@example.org')).map(({ body }) => body);
    expect(bodies.filter((body) => body.includes('/activate?token='))).toHaveLength(1);
    expect(bodies.filter((body) => body.includes('Drei Dinge'))).toHaveLength(1);
    expect(await factsOf(id)).toEqual([
      'membership.application-confirmed',
      'membership.application-admitted',
    ]);
    expect(await factsOf(personId)).toContain('membership.member-admitted');
    expect(await withdrawApplication(anonymous, { token })).toMatchObject({
      ok: false,
      code: 'application-admitted',
    });
  });

  it('by two officers at once makes one member', async () => {
    const { id } = await waiting('zugleich@example.org', { familyName: 'Zugleich' });
    const other = await officerOf(tree.land1);
    const outcomes = await Promise.all(
      [officer, other].map((who) => admitApplicant(who, { applicationId: id })),
    );
    expect(outcomes[0]).toEqual(outcomes[1]);
    const people = await database().select().from(person).where(eq(person.familyName, 'Zugleich'));
    expect(people).toHaveLength(1);
  });

  it('leaves nothing half done when a part of it fails', async () => {
    const { id } = await waiting('halb@example.org', { familyName: 'Halb' });
    await database().execute(
      sql`alter table account add constraint no_more check (email <> 'halb@example.org')`,
    );
    const before = { row: await rowOf(id), numbers: { ...(await numbers()) } };
    await expect(admitApplicant(officer, { applicationId: id })).rejects.toThrow();
    await database().execute(sql`alter table account drop constraint no_more`);
    expect({ row: await rowOf(id), numbers: { ...(await numbers()) } }).toEqual(before);
    expect((await admitApplicant(officer, { applicationId: id })).ok).toBe(true);
  });

  it('takes in whoever shares the address of another account, without touching that account', async () => {
    const { email, personId } = await makeAccount({ memberOf: tree.kreis1 });
    const { id } = await waiting(email, { familyName: 'Mitbewohnt' });
    const outcome = await admitApplicant(officer, { applicationId: id, sameAs: 'nobody' });
    expect(outcome.ok).toBe(true);
    const accounts = await database().select().from(account).where(eq(account.email, email));
    expect(accounts.map((one) => one.personId)).toEqual([personId]);
  });
});

describe('suspected duplicates', () => {
  const twin = { givenName: 'Änne', familyName: 'Zwilling', bornOn: '1970-07-07' };

  it('[W-01] are shown to the board, of people elsewhere without name and number', async () => {
    await makePerson({ ...twin, memberOf: tree.kreis3, email: 'anders@example.org', number: 'Z-9' });
    const ours = await makePerson({ memberOf: tree.kreis1, email: 'aenne@example.org' });
    const { id } = await waiting('aenne@example.org', { ...twin, givenName: 'Aenne' });
    const page = await applicationPage(officer, id);
    const suspected = page?.suspected.toSorted((a, b) => a.unitName.localeCompare(b.unitName));
    expect(suspected).toMatchObject([
      { personId: ours, same: ['email'] },
      { personId: null, name: null, unitName: 'Kreis Ingolstadt', same: ['name-and-birth'] },
    ]);
    expect(JSON.stringify(page)).not.toContain('Z-9');
    const refused = await admitApplicant(officer, { applicationId: id });
    expect(refused).toMatchObject({ ok: false, status: 409, code: 'perhaps-known-already' });
    expect((await rowOf(id))?.state).toBe('waiting');
    for (const sameAs of [crypto.randomUUID(), await makePerson({ memberOf: tree.kreis1 })]) {
      const outcome = await admitApplicant(officer, { applicationId: id, sameAs });
      expect(outcome).toMatchObject({ ok: false, code: 'not-among-them' });
    }
    const already = await admitApplicant(officer, { applicationId: id, sameAs: ours });
    expect(already).toMatchObject({ ok: false, code: 'already-member' });
  });

  it('who has left comes back under the old number; who was expelled only after the statute’s years', async () => {
    const ended = { memberOf: tree.kreis1, email: 'wieder@example.org', bornOn: '1966-06-06' };
    const old = await makePerson({ ...ended, endedOn: addDays(today, -400) });
    const { id } = await waiting('wieder@example.org', { familyName: 'Wieder', bornOn: '1966-06-06' });
    await database().execute(sql`update membership set end_reason = 'expelled' where person_id = ${old}`);
    const page = await applicationPage(officer, id);
    expect(page?.suspected).toMatchObject([{ returnOn: addYears(addDays(today, -400), 2) }]);
    const early = await admitApplicant(officer, { applicationId: id, sameAs: old });
    expect(early).toMatchObject({ ok: false, code: 'return-too-early' });
    expect((await rowOf(id))?.state).toBe('waiting');
    await database().execute(sql`update membership set end_reason = 'left' where person_id = ${old}`);
    const outcome = await admitApplicant(officer, { applicationId: id, sameAs: old });
    expect(outcome).toEqual({ ok: true, value: { personId: old } });
    const open = and(eq(membership.personId, old), isNull(membership.endedOn));
    expect(await database().select().from(membership).where(open)).toMatchObject([{ joinedOn: today }]);
  });
});

describe('refusing', () => {
  it('tells the reason and when to try again, keeps the door closed until then, and stays as it was', async () => {
    const { id, token } = await waiting('nein@example.org', { familyName: 'Nein' });
    expect(await refuseApplicant(officer, { applicationId: id, reason: REASON })).toMatchObject({ ok: true });
    const mails = await mailsTo('nein@example.org');
    expect(mails.at(-1)?.body).toContain(REASON);
    expect(mails.at(-1)?.body).toContain('§ 2');
    const row = await rowOf(id);
    expect(row).toMatchObject({ state: 'refused', retryOn: addYears(today, 1), personId: null });
    const again = { applicationId: id, reason: 'Ein ganz anderer Grund als zuvor.' };
    expect(await refuseApplicant(officer, again)).toMatchObject({ ok: true });
    expect(await admitApplicant(officer, { applicationId: id })).toMatchObject({
      ok: false,
      status: 409,
      code: 'application-decided',
    });
    expect(await withdrawApplication(anonymous, { token })).toMatchObject({ ok: false, status: 409 });
    expect(await rowOf(id)).toEqual(row);
    expect(await mailsTo('nein@example.org')).toHaveLength(mails.length);
    const second = await applied('nein@example.org', { familyName: 'NEIN' });
    expect(await confirmApplication(anonymous, second)).toMatchObject({
      ok: false,
      code: 'refused-not-long-ago',
      params: { on: addYears(today, 1) },
    });
  });

  it.each([
    ['without a reason', ''],
    ['with a word for a reason', 'nein'],
    ['with a whole letter', 'x'.repeat(501)],
    ['with signs that a terminal obeys', 'Das geht so nicht.\u001b[2J'],
  ])('is not understood %s', (_, reason) => {
    const given = { applicationId: crypto.randomUUID(), reason: REASON };
    expect(refuseApplicantShape.safeParse(given).success).toBe(true);
    expect(refuseApplicantShape.safeParse({ ...given, reason }).success).toBe(false);
  });

  it('is not undone by the database either', async () => {
    const { id } = await waiting('fest@example.org', { familyName: 'Fest' });
    await refuseApplicant(officer, { applicationId: id, reason: REASON });
    const undo = database().execute(sql`update application set state = 'waiting' where id = ${id}`);
    await expect(undo).rejects.toMatchObject({ cause: { code: 'SH011' } });
  });
});

describe('handing on', () => {
  it('changes who decides, keeps the deadline, tells both sides, and says the same again', async () => {
    const { id } = await waiting('weiter@example.org', { familyName: 'Weiter' });
    const deadline = (await rowOf(id))?.decideBy;
    const hand = (unitNumber: number) =>
      handOnApplication(officer, { applicationId: id, unitNumber, reason: REASON });
    expect(await hand(111)).toMatchObject({ ok: false, code: 'already-there' });
    expect(await hand(99_999)).toMatchObject({ ok: false, code: 'unit-not-there' });
    expect(await hand(112)).toMatchObject({ ok: true });
    expect(await hand(112)).toMatchObject({ ok: true });
    expect(await hand(121)).toMatchObject({ ok: false, status: 404 });
    expect(await rowOf(id)).toMatchObject({ unitId: tree.kreis2.id, state: 'waiting', decideBy: deadline });
    expect(await applicationPage(officer, id)).toBeNull();
    const page = await applicationPage(await officerOf(tree.kreis2), id);
    expect(page?.handed).toEqual({ from: 'Kreis Flensburg', reason: REASON });
    expect((await mailsTo('weiter@example.org')).at(-1)?.body).toContain('Kreis Kiel');
  });
});

describe('the deadline', () => {
  it('[F-04] reminds the board a week before and on the day, once each, and not after the decision', async () => {
    const { id } = await waiting('frist@example.org', { familyName: 'Frist' });
    const reminders = async () =>
      (await mailsTo(officerEmail)).filter(
        ({ body, subject }) => body.includes(id) && !/^Neuer/.test(subject),
      );
    await workOffJobs(joiningJobs, { early: true });
    expect(await reminders()).toEqual([]);
    const remind = joiningJobs[0]!.run as (payload: object) => Promise<void>;
    await database().execute(sql`update application set decide_by = ${today} where id = ${id}`);
    for (const on of [addDays(today, -7), addDays(today, -7), today, today]) {
      await remind({ applicationId: id, on });
    }
    expect((await reminders()).map(({ subject }) => subject.slice(0, 5)).sort()).toEqual(['Heute', 'In ei']);
    const { id: decided } = await waiting('frist2@example.org', { familyName: 'Frist' });
    await refuseApplicant(officer, { applicationId: decided, reason: REASON });
    await remind({ applicationId: decided, on: today });
    const about = (await mailsTo(officerEmail)).filter(({ body }) => body.includes(decided));
    expect(about.map(({ subject }) => subject.slice(0, 5))).toEqual(['Neuer']);
  });
});
