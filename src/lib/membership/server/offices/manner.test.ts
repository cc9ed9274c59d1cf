import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import type { PersonActor } from '#lib/platform/actor.ts';
import { addDays, dayOf } from '#lib/platform/calendar.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { type RecordOffice, recordOfficeShape } from '../../office.ts';
import { endMembership } from '../people/end-membership.ts';
import { office } from '../tables.ts';
import { endOffice } from './end-office.ts';
import { powersOf } from './offices.ts';
import { recordOffice } from './record-office.ts';

let db: TestDatabase;
let tree: SmallTree;
let secretary: PersonActor;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  const offices = [
    { kind: 'board-secretary', unit: tree.land1 },
    { kind: 'membership-officer', unit: tree.land1 },
  ] as const;
  const id = await makePerson({ memberOf: tree.land1, offices: [...offices] });
  secretary = await actorOf(id, { secondFactor: true });
});
afterAll(async () => {
  await stopSender();
  await db.drop();
});

const today = dayOf(new Date());
const inDays = (days: number): string => addDays(today, days);

let people = 0;
async function member(): Promise<{ personId: string; memberNumber: string }> {
  people += 1;
  const memberNumber = `M-${people}`;
  return { personId: await makePerson({ number: memberNumber, memberOf: tree.kreis1 }), memberNumber };
}

type Wish = Partial<RecordOffice> & Pick<RecordOffice, 'memberNumber'>;
const record = (wish: Wish) =>
  recordOffice(secretary, {
    ...{ unitNumber: 111, kind: 'moderator', fromOn: inDays(-10), toOn: inDays(365) },
    ...{ manner: 'elected', becauseOf: null },
    ...wish,
  });
async function recorded(wish: Wish): Promise<string> {
  const outcome = await record(wish);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.officeId;
}

const heldBy = (personId: string) =>
  database()
    .select({ kind: office.kind, manner: office.manner, toOn: office.toOn })
    .from(office)
    .where(and(eq(office.personId, personId), isNull(office.supersededAt)))
    .orderBy(office.kind);

describe('a deputy', () => {
  it('has the powers of the office', async () => {
    const { personId, memberNumber } = await member();
    await recorded({ memberNumber, kind: 'membership-officer', manner: 'deputy' });
    const powers = await powersOf(database(), personId, new Date());
    expect(powers.map(({ power }) => power)).toContain('members.write');
    expect(await heldBy(personId)).toMatchObject([{ manner: 'deputy' }]);
  });
});

describe('an office held ex officio', () => {
  const exOfficio = { kind: 'delegate', manner: 'ex-officio', becauseOf: 'moderator', toOn: null } as const;

  it('has the term of the office it follows from, whatever was typed', async () => {
    const { personId, memberNumber } = await member();
    await recorded({ memberNumber });
    await recorded({ memberNumber, ...exOfficio, toOn: inDays(4000) });
    expect(await heldBy(personId)).toEqual([
      { kind: 'delegate', manner: 'ex-officio', toOn: inDays(365) },
      { kind: 'moderator', manner: 'elected', toOn: inDays(365) },
    ]);
  });

  it('may follow from an office of a unit above or below, not beside', async () => {
    const above = await member();
    await recorded({ ...above, unitNumber: 11 });
    expect((await record({ ...above, ...exOfficio })).ok).toBe(true);
    const beside = await member();
    await recorded({ ...beside, unitNumber: 112 });
    const refused = {
      status: 422,
      code: 'office-cause-not-held',
      fields: { becauseOf: 'office-cause-not-held' },
    };
    expect(await record({ ...beside, ...exOfficio })).toMatchObject(refused);
    expect(await heldBy(beside.personId)).toHaveLength(1);
  });

  it('needs that office now, of the same person, and not itself held ex officio', async () => {
    const nobody = await member();
    expect(await record({ ...nobody, ...exOfficio })).toMatchObject({ code: 'office-cause-not-held' });
    const former = await member();
    await recorded({ ...former, toOn: inDays(-1) });
    expect(await record({ ...former, ...exOfficio })).toMatchObject({ code: 'office-cause-not-held' });
    const chained = await member();
    await recorded({ ...chained });
    await recorded({ ...chained, ...exOfficio });
    const second = { ...exOfficio, kind: 'auditor', becauseOf: 'delegate' } as const;
    expect(await record({ ...chained, ...second })).toMatchObject({ code: 'office-cause-not-held' });
  });

  it('is asked for its cause in the form', () => {
    const given = { unitNumber: '111', memberNumber: 'M-1', kind: 'delegate', fromOn: today, toOn: '' };
    const parse = (more: object) => recordOfficeShape.safeParse({ ...given, ...more });
    expect(parse({}).data).toMatchObject({ manner: 'elected', becauseOf: null });
    expect(parse({ manner: 'ex-officio', becauseOf: 'board' }).success).toBe(true);
    const refused = parse({ manner: 'ex-officio', becauseOf: '' });
    expect(refused.error?.issues).toMatchObject([{ message: 'office-cause-missing', path: ['becauseOf'] }]);
    expect(parse({ manner: 'by-lot' }).success).toBe(false);
  });

  it('ends when that office ends, early or late, and cannot be lengthened by itself', async () => {
    const { personId, memberNumber } = await member();
    const cause = await recorded({ memberNumber });
    const officeId = await recorded({ memberNumber, ...exOfficio });
    expect(await endOffice(secretary, { officeId, toOn: inDays(400) })).toMatchObject({
      status: 409,
      code: 'office-ends-with-its-cause',
    });
    expect((await endOffice(secretary, { officeId: cause, toOn: inDays(30) })).ok).toBe(true);
    expect((await heldBy(personId)).map(({ toOn }) => toOn)).toEqual([inDays(30), inDays(30)]);
    expect((await endOffice(secretary, { officeId: cause, toOn: inDays(500) })).ok).toBe(true);
    expect((await heldBy(personId)).map(({ toOn }) => toOn)).toEqual([inDays(500), inDays(500)]);
  });

  it('ends with the membership like every other, and stays what it was', async () => {
    const { personId, memberNumber } = await member();
    await recorded({ memberNumber });
    await recorded({ memberNumber, ...exOfficio });
    expect((await endMembership(secretary, { personId, endedOn: today, reason: 'left' })).ok).toBe(true);
    expect(await heldBy(personId)).toEqual([
      { kind: 'delegate', manner: 'ex-officio', toOn: today },
      { kind: 'moderator', manner: 'elected', toOn: today },
    ]);
  });
});
