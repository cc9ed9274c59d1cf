import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountJobs } from '#lib/accounts/server/jobs.ts';
import { anonymous, type Actor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { fact } from '#lib/platform/server/tables.ts';
import { mailsTo, makeAccount } from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { workOffJobs } from '../../../../../tests/support/jobs.ts';
import {
  actorOf,
  makePerson,
  officerOf,
  plantTree,
  type SmallTree,
} from '../../../../../tests/support/people.ts';
import { suspendMemberShape } from '../../membership.ts';
import { endMembership } from '../people/end-membership.ts';
import { personFactsOf } from '../people/person-facts.ts';
import { membership, suspension } from '../tables.ts';
import { endSuspension } from './end-suspension.ts';
import { readmitMember } from './readmit-member.ts';
import { sendActivationLink } from './send-activation-link.ts';
import { suspendMember } from './suspend-member.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: Actor;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
});
afterAll(() => db.drop());

const REASON = 'Beschluss des Schiedsgerichts vom 3. Januar';
const formerMember = (reason: 'left' | 'died' | 'expelled' = 'left') =>
  makePerson({ memberOf: tree.ort1 }).then(async (personId) => {
    const ended = await endMembership(officer, { personId, endedOn: '2026-02-01', reason });
    if (!ended.ok) throw new Error(ended.code);
    return personId;
  });
const again = (personId: string, wish: object = {}) => ({
  ...{ personId, unitNumber: 1111, joinedOn: '2026-03-01', effectiveOn: '2026-04-12', ...wish },
});
const resting = (personId: string, wish: object = {}) => ({
  ...{ personId, fromOn: '2026-03-01', toOn: null, reason: REASON, ...wish },
});

const memberships = (personId: string) =>
  database()
    .select()
    .from(membership)
    .where(and(eq(membership.personId, personId), isNull(membership.supersededAt)))
    .orderBy(membership.joinedOn);
const suspensions = (personId: string) =>
  database()
    .select()
    .from(suspension)
    .where(eq(suspension.personId, personId))
    .orderBy(suspension.recordedAt);
const factsAbout = async (personId: string) =>
  (await database().select().from(fact).where(eq(fact.subjectId, personId))).map((one) => one.kind);

type Run = (actor: Actor, personId: string) => Promise<Outcome<unknown>>;
const commands: readonly [string, () => Promise<string>, Run][] = [
  ['readmitMember', formerMember, (actor, id) => readmitMember(actor, again(id))],
  [
    'suspendMember',
    () => makePerson({ memberOf: tree.ort1 }),
    (actor, id) => suspendMember(actor, resting(id)),
  ],
  ['endSuspension', suspended, async (actor, id) => endSuspension(actor, await endOf(id))],
  [
    'sendActivationLink',
    () => makePerson({ memberOf: tree.ort1 }),
    (actor, personId) => sendActivationLink(actor, { personId }),
  ],
];

async function suspended(): Promise<string> {
  const personId = await makePerson({ memberOf: tree.ort1 });
  const done = await suspendMember(officer, resting(personId));
  if (!done.ok) throw new Error(done.code);
  return personId;
}

async function endOf(personId: string, toOn = '2026-05-01') {
  const [row] = await suspensions(personId);
  return { personId, suspensionId: row?.lineage ?? crypto.randomUUID(), toOn };
}

describe('the standing of a member', () => {
  it.each(commands)('[W-01] %s reaches people of the own branch and nobody else', async (_, make, run) => {
    const personId = await make();
    const strangers = [
      anonymous,
      await actorOf(await makePerson({ memberOf: tree.ort1 }), { secondFactor: true }),
      await officerOf(tree.kreis2),
      await officerOf(tree.land2),
      await officerOf(tree.kreis1, { secondFactor: false }),
      await actorOf(await makePerson({ offices: [{ kind: 'auditor', unit: tree.bund }] }), {
        secondFactor: true,
      }),
    ];
    const before = [await memberships(personId), await suspensions(personId), await factsAbout(personId)];
    const refused = { ok: false, status: 404, code: 'not-found' };
    for (const stranger of strangers) expect(await run(stranger, personId)).toEqual(refused);
    expect([await memberships(personId), await suspensions(personId), await factsAbout(personId)]).toEqual(
      before,
    );
    expect(await run(officer, personId)).toMatchObject({ ok: true });
    expect(await factsAbout(personId)).toHaveLength(before[2]!.length + 1);
  });

  it.each(commands)('%s is not for one’s own entry', async (_, __, run) => {
    const offices = [{ kind: 'membership-officer', unit: tree.kreis1 }] as const;
    const id = await makePerson({ memberOf: tree.kreis1, offices });
    const own = await actorOf(id, { secondFactor: true });
    expect(await run(own, id)).toMatchObject({ status: 403, code: 'not-oneself' });
  });
});

describe('a former member', () => {
  it('begins anew beside what has ended, which stays as it was', async () => {
    const personId = await formerMember();
    const [ended] = await memberships(personId);
    expect(await readmitMember(officer, again(personId))).toMatchObject({ ok: true });
    expect(await memberships(personId)).toMatchObject([
      ended!,
      { unitId: tree.ort1.id, joinedOn: '2026-03-01', effectiveOn: '2026-04-12', endedOn: null },
    ]);
    expect((await memberships(personId))[1]?.lineage).not.toBe(ended?.lineage);
  });

  it('is not taken in twice, before the end, into a foreign unit, or from the grave', async () => {
    const member = await makePerson({ memberOf: tree.ort1 });
    expect(await readmitMember(officer, again(member))).toMatchObject({ code: 'already-member' });
    const personId = await formerMember();
    const refused = async (wish: object) => {
      const outcome = await readmitMember(officer, again(personId, wish));
      return outcome.ok ? 'done' : outcome.code;
    };
    expect(await refused({ joinedOn: '2026-01-31' })).toBe('begin-before-last-end');
    expect(await refused({ unitNumber: 112 })).toBe('unit-unknown');
    expect(await refused({ unitNumber: 99_999 })).toBe('unit-unknown');
    expect(await memberships(personId)).toHaveLength(1);
    expect(await refused({ joinedOn: '2026-02-01' })).toBe('done');
    expect(await refused({ joinedOn: '2026-02-01' })).toBe('already-member');
    expect(await readmitMember(officer, again(await formerMember('died')))).toMatchObject({
      code: 'member-died',
    });
  });

  it('is taken in once by two hands at the same time', async () => {
    const personId = await formerMember();
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => readmitMember(officer, again(personId))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await memberships(personId)).toHaveLength(2);
  });
});

describe('a suspension', () => {
  const isResting = async (personId: string, on: string) =>
    (await personFactsOf(database(), personId, on))?.suspensions.some(
      ({ from, to }) => from <= on && (to === null || to > on),
    );

  it('lasts from its day to its end, and what was said before stays readable', async () => {
    const personId = await suspended();
    expect(await isResting(personId, '2026-02-28')).toBe(false);
    expect(await isResting(personId, '2026-06-01')).toBe(true);
    expect(await endSuspension(officer, await endOf(personId))).toMatchObject({ ok: true });
    expect(await isResting(personId, '2026-04-30')).toBe(true);
    expect(await isResting(personId, '2026-05-01')).toBe(false);
    const versions = await suspensions(personId);
    expect(versions.map(({ toOn, supersededAt }) => [toOn, supersededAt === null])).toEqual([
      [null, false],
      ['2026-05-01', true],
    ]);
    expect(new Set(versions.map(({ lineage }) => lineage)).size).toBe(1);
    expect(versions.every(({ reason }) => reason === REASON)).toBe(true);
  });

  it('does not run beside another, before joining, or for whoever has left', async () => {
    const personId = await suspended();
    const suspend = async (wish: object, of = personId) => {
      const outcome = await suspendMember(officer, resting(of, wish));
      return outcome.ok ? 'done' : outcome.code;
    };
    expect(await suspend({})).toBe('already-suspended');
    expect(await suspend({ fromOn: '2026-01-01', toOn: '2026-03-02' })).toBe('already-suspended');
    expect(await suspend({ fromOn: '2019-12-31' })).toBe('suspension-before-joining');
    expect(await suspend({}, await formerMember())).toBe('membership-already-ended');
    expect(await suspensions(personId)).toHaveLength(1);
    expect(await suspend({ fromOn: '2026-01-01', toOn: '2026-03-01' })).toBe('done');
  });

  it('is ended once, not before it began, and never made longer', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    await suspendMember(officer, resting(personId, { toOn: '2099-01-01' }));
    const end = async (toOn: string, wish: object = {}) => {
      const outcome = await endSuspension(officer, { ...(await endOf(personId, toOn)), ...wish });
      return outcome.ok ? 'done' : outcome.code;
    };
    expect(await end('2026-02-28')).toBe('end-before-begin');
    expect(await end('2099-01-02')).toBe('suspension-not-lengthened');
    expect(await end('2026-05-01', { suspensionId: crypto.randomUUID() })).toBe('not-found');
    expect(await end('2026-05-01', { personId: await suspended() })).toBe('not-found');
    expect(await suspensions(personId)).toHaveLength(1);
    expect(await end('2026-05-01')).toBe('done');
    expect(await end('2026-04-01')).toBe('suspension-already-ended');
  });

  it.each([
    ['without a reason', { reason: '   kurz  ' }, 'reason-missing'],
    ['with a whole letter as reason', { reason: 'x'.repeat(501) }, 'reason-too-long'],
    ['that ends on its first day', { toOn: '2026-03-01' }, 'end-before-begin'],
  ])('is not understood %s', (_, wish, code) => {
    const typed = resting(crypto.randomUUID());
    expect(suspendMemberShape.safeParse(typed).success).toBe(true);
    const parsed = suspendMemberShape.safeParse({ ...typed, ...wish });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual([code]);
  });
});

describe('the activation link', () => {
  const send = async (personId: string) => {
    const outcome = await sendActivationLink(officer, { personId });
    await workOffJobs(accountJobs);
    return outcome.ok ? 'sent' : outcome.code;
  };

  it('goes out again to whoever has not used it, and makes the account that is missing', async () => {
    const personId = await makePerson({ memberOf: tree.ort1, email: 'neu@example.org' });
    expect(await send(personId)).toBe('sent');
    expect(await send(personId)).toBe('sent');
    expect(await mailsTo('neu@example.org')).toHaveLength(2);
  });

  it('opens the account of somebody who was excluded and came back', async () => {
    const { personId } = await makeAccount({ memberOf: tree.ort1, email: 'zurueck@example.org' });
    await endMembership(officer, { personId, endedOn: '2026-02-01', reason: 'expelled' });
    expect(await send(personId)).toBe('membership-already-ended');
    await readmitMember(officer, again(personId));
    expect(await send(personId)).toBe('sent');
    expect(await mailsTo('zurueck@example.org')).toHaveLength(1);
  });

  it('is not sent to whoever can sign in, has no address, or shares that of another', async () => {
    const active = await makeAccount({ memberOf: tree.ort1 });
    expect(await send(active.personId)).toBe('account-already-activated');
    expect(await send(await makePerson({ memberOf: tree.ort1, email: null }))).toBe('member-without-address');
    const sharing = await makePerson({ memberOf: tree.ort1, email: active.email });
    expect(await send(sharing)).toBe('address-taken');
    expect(await mailsTo(active.email)).toEqual([]);
    expect(await factsAbout(sharing)).toEqual([]);
  });
});
