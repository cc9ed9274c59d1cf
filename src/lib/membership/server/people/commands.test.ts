import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { fact } from '#lib/platform/server/tables.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import {
  actorOf,
  makePerson,
  officerOf,
  plantTree,
  type SmallTree,
} from '../../../../../tests/support/people.ts';
import {
  admitMemberShape,
  changePersonShape,
  type AdmitMember,
  type ChangePerson,
} from '../../membership.ts';
import { membership, person, personChange, residence } from '../tables.ts';
import { admitMember } from './admit-member.ts';
import { changePerson } from './change-person.ts';
import { changeResidence } from './change-residence.ts';
import { correctMembership } from './correct-membership.ts';
import { endMembership } from './end-membership.ts';
import { moveMember } from './move-member.ts';
import { recordDues } from './record-dues.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: Actor;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
});
afterAll(() => db.drop());

const newcomer = (wish: object = {}): AdmitMember =>
  admitMemberShape.parse({
    givenName: 'Neu',
    familyName: `Mitglied${crypto.randomUUID()}`,
    unitNumber: '1111',
    joinedOn: '2026-01-01',
    country: 'DE',
    ...wish,
  });

const current = async (personId: string) =>
  database()
    .select()
    .from(membership)
    .where(and(eq(membership.personId, personId), isNull(membership.supersededAt)))
    .orderBy(membership.joinedOn);

describe('admitting a member', () => {
  it('writes person, number, home and membership, and says so once', async () => {
    const outcome = await admitMember(
      officer,
      newcomer({ town: 'Flensburg', postcode: '24937', ags: '01001' }),
    );
    const personId = outcome.ok ? outcome.value.personId : '';
    expect(await current(personId)).toMatchObject([{ unitId: tree.ort1.id, joinedOn: '2026-01-01' }]);
    const [written] = await database().select().from(person).where(eq(person.id, personId));
    expect(written?.number).toMatch(/^\d{6}$/);
    const facts = await database().select().from(fact).where(eq(fact.subjectId, personId));
    expect(facts.map((one) => one.kind)).toEqual(['membership.member-admitted']);
  });

  it('[R-56] knows no unit outside the officer’s own branch', async () => {
    const foreign = await admitMember(officer, newcomer({ unitNumber: '112' }));
    expect(foreign).toMatchObject({ ok: false, status: 422, code: 'unit-unknown' });
    expect(await admitMember(officer, newcomer({ unitNumber: '99999' }))).toEqual(foreign);
    expect(await admitMember(officer, newcomer({ unitNumber: '11' }))).toEqual(foreign);
  });

  it('shows who seems to be the same, and only people the officer may see', async () => {
    const twin = { familyName: 'Zwilling', givenName: 'Änne', bornOn: '1990-03-03' };
    await makePerson({ ...twin, number: 'Z-1', memberOf: tree.kreis1, email: 'z1@example.org' });
    await makePerson({ number: 'Z-2', memberOf: tree.kreis3, email: 'z2@example.org' });
    const same = newcomer({ ...twin, givenName: 'AENNE' });
    expect(await admitMember(officer, same)).toMatchObject({
      ok: false,
      code: 'perhaps-already-member',
      params: { number: 'Z-1' },
    });
    expect((await admitMember(officer, { ...same, isAnother: 'yes' })).ok).toBe(true);
    expect(await admitMember(officer, newcomer({ email: 'Z1@example.org' }))).toMatchObject({ ok: false });
    expect((await admitMember(officer, newcomer({ email: 'z2@example.org' }))).ok).toBe(true);
  });

  it('refuses a birth in the future', async () => {
    const outcome = await admitMember(officer, newcomer({ bornOn: '2199-01-01' }));
    expect(outcome).toMatchObject({ ok: false, code: 'born-in-future' });
  });
});

const fields = (personId: string, wish: object = {}): ChangePerson =>
  changePersonShape.parse({ personId, givenName: 'Test', familyName: 'Anders', ...wish });

/** Every command about a person who is there, as a call. */
const commands: readonly [string, (actor: Actor, personId: string) => Promise<Outcome<unknown>>][] = [
  ['changePerson', (actor, personId) => changePerson(actor, fields(personId))],
  [
    'changeResidence',
    (actor, personId) =>
      changeResidence(actor, {
        ...{ personId, since: '2026-01-01', street: null, postcode: null, town: 'Kiel' },
        ...{ country: 'DE', ags: '01002' },
      }),
  ],
  [
    'correctMembership',
    (actor, personId) => correctMembership(actor, { personId, joinedOn: '2020-01-02', effectiveOn: null }),
  ],
  [
    'recordDues',
    (actor, personId) => recordDues(actor, { personId, standing: 'exempt', since: '2026-01-01' }),
  ],
  [
    'endMembership',
    (actor, personId) => endMembership(actor, { personId, endedOn: '2026-02-01', reason: 'left' }),
  ],
];

describe('writing about a member', () => {
  it.each(commands)('[W-01] %s reaches members of the own branch and nobody else', async (_, run) => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const refused = { ok: false, status: 404, code: 'not-found' };
    const strangers = [
      anonymous,
      await actorOf(await makePerson({ memberOf: tree.ort1 }), { secondFactor: true }),
      await actorOf(personId, { secondFactor: true }),
      await officerOf(tree.kreis2),
      await officerOf(tree.land2),
      await officerOf(tree.kreis1, { secondFactor: false }),
      await actorOf(
        await makePerson({ memberOf: tree.ort1, offices: [{ kind: 'auditor', unit: tree.bund }] }),
        { secondFactor: true },
      ),
    ];
    const before = await database().select().from(membership);
    for (const stranger of strangers) expect(await run(stranger, personId)).toEqual(refused);
    expect(await run(officer, crypto.randomUUID())).toEqual(refused);
    expect(await database().select().from(membership)).toEqual(before);
    expect((await run(officer, personId)).ok).toBe(true);
    expect((await run(await officerOf(tree.land1), await makePerson({ memberOf: tree.ort1 }))).ok).toBe(true);
  });

  it.each(commands)('%s is not for one’s own entry', async (_, run) => {
    const id = await makePerson({
      memberOf: tree.kreis1,
      offices: [{ kind: 'membership-officer', unit: tree.kreis1 }],
    });
    const outcome = await run(await actorOf(id, { secondFactor: true }), id);
    expect(outcome).toMatchObject({ ok: false, status: 403, code: 'not-oneself' });
  });

  it('keeps on record what was changed, from what, by whom', async () => {
    const personId = await makePerson({ memberOf: tree.ort1, familyName: 'Vorher', email: null });
    const outcome = await changePerson(
      officer,
      fields(personId, { familyName: 'Nachher', bornOn: '1980-05-17' }),
    );
    expect(outcome).toMatchObject({ ok: true });
    const changes = await database().select().from(personChange).where(eq(personChange.personId, personId));
    expect(changes.map(({ field, before, after }) => [field, before, after])).toContainEqual([
      'familyName',
      'Vorher',
      'Nachher',
    ]);
    expect(changes.every((change) => change.changedBy !== null)).toBe(true);
    expect(
      await changePerson(officer, fields(personId, { familyName: 'Nachher', bornOn: '1980-05-17' })),
    ).toEqual({
      ok: true,
      value: { changed: 0 },
    });
  });

  it('corrects days without forgetting what stood there', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    await correctMembership(officer, { personId, joinedOn: '2019-05-05', effectiveOn: '2019-06-16' });
    const versions = await database().select().from(membership).where(eq(membership.personId, personId));
    expect(versions).toHaveLength(2);
    expect(new Set(versions.map((one) => one.lineage)).size).toBe(1);
    expect(versions.find((one) => one.supersededAt === null)?.joinedOn).toBe('2019-05-05');
  });

  it('replaces a home of the same day and keeps the one of another', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const move = (ags: string, since: string) =>
      changeResidence(officer, {
        personId,
        since,
        ags,
        street: null,
        postcode: null,
        town: null,
        country: 'DE',
      });
    await move('01002', '2026-01-01');
    await move('01003', '2026-01-01');
    const homes = await database().select().from(residence).where(eq(residence.personId, personId));
    expect(homes.filter((home) => home.supersededAt === null).map((home) => home.ags)).toEqual([
      '01001',
      '01003',
    ]);
    expect(homes).toHaveLength(3);
  });

  it('does not end what has ended', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const end = { personId, endedOn: '2026-02-01', reason: 'left' } as const;
    expect((await endMembership(officer, end)).ok).toBe(true);
    expect(await endMembership(officer, end)).toMatchObject({ ok: false, code: 'membership-already-ended' });
    const another = { ...end, personId: await makePerson({ memberOf: tree.ort1 }), endedOn: '2019-12-31' };
    expect(await endMembership(officer, another)).toMatchObject({ ok: false, code: 'end-before-begin' });
  });
});

describe('moving a member', () => {
  it('ends here and begins there on one day, rights included', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const land = await officerOf(tree.land1);
    expect((await moveMember(land, { personId, unitNumber: 112, movedOn: '2026-03-01' })).ok).toBe(true);
    expect(await current(personId)).toMatchObject([
      { unitId: tree.ort1.id, endedOn: '2026-03-01', endReason: 'moved' },
      { unitId: tree.kreis2.id, joinedOn: '2026-03-01', effectiveOn: '2026-03-01', endedOn: null },
    ]);
  });

  it('[W-01] hands the person over: the old branch sees them no more', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const land = await officerOf(tree.land1);
    expect((await changePerson(officer, fields(personId))).ok).toBe(true);
    await moveMember(land, { personId, unitNumber: 112, movedOn: '2026-03-01' });
    expect(await changePerson(officer, fields(personId))).toMatchObject({ ok: false, status: 404 });
    expect((await changePerson(await officerOf(tree.kreis2), fields(personId))).ok).toBe(true);
  });

  it('refuses a unit outside the branch, the same unit and a day before joining', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const move = (unitNumber: number, movedOn = '2026-03-01') =>
      moveMember(officer, { personId, unitNumber, movedOn });
    expect(await move(112)).toMatchObject({ ok: false, code: 'unit-unknown' });
    expect(await move(1111)).toMatchObject({ ok: false, code: 'same-unit' });
    expect(await move(111, '2019-12-31')).toMatchObject({ ok: false, code: 'end-before-begin' });
    expect((await move(111)).ok).toBe(true);
  });

  it('keeps two hands from writing about one person at once', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const ends = Array.from({ length: 8 }, () =>
      endMembership(officer, { personId, endedOn: '2026-02-01', reason: 'left' }),
    );
    const outcomes = await Promise.all(ends);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    await transact(async (tx) =>
      expect(await tx.select().from(membership).where(eq(membership.personId, personId))).toHaveLength(2),
    );
  });
});
