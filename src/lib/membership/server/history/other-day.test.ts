import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { addDays, dayOf } from '../../day.ts';
import { readOn } from '../../day.ts';
import { saidOtherwise } from '../../standing.ts';
import { memberListHref } from '../../search.ts';
import { readMemberFilter } from '../../members.ts';
import { correctMembership } from '../people/correct-membership.ts';
import { membersOf } from '../people/members.ts';
import { moveMember } from '../people/move-member.ts';
import { ownEntry, personPage } from '../people/person-page.ts';
import { membership } from '../tables.ts';
import { unitPage } from '../units/unit-page.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: PersonActor;
let above: PersonActor;
const today = dayOf(new Date());
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
  above = await officerOf(tree.land1);
});
afterAll(() => db.drop());

async function officerOf(unit: SmallTree['bund']): Promise<PersonActor> {
  const offices = [{ kind: 'membership-officer', unit }] as const;
  const wish = { memberOf: unit, joinedOn: '2025-01-01', offices, familyName: 'Amt' };
  return actorOf(await makePerson(wish), { secondFactor: true });
}

const filter = (query: string) => readMemberFilter(new URLSearchParams(query));
const list = async (query: string, actor = officer) => {
  const page = await membersOf(actor, filter(query));
  return page && { names: page.rows.map((row) => row.familyName), elsewhere: page.elsewhere, on: page.on };
};

describe('the list of members on another day', () => {
  it('shows who belonged then, with what held then', async () => {
    await makePerson({
      familyName: 'Früher',
      memberOf: tree.ort1,
      endedOn: '2023-05-01',
      joinedOn: '2022-01-01',
    });
    await makePerson({ familyName: 'Später', memberOf: tree.ort1, joinedOn: '2023-05-01' });
    expect((await list('unit=1111&on=2023-04-30'))?.names).toEqual(['Früher']);
    expect((await list('unit=1111&on=2023-05-01'))?.names).toEqual(['Später']);
    expect((await list('unit=1111&on=2023-05-01&status=ended'))?.names).toEqual(['Früher']);
    expect((await list('unit=1111&on=2023-05-02&status=waiting'))?.names).toEqual(['Später']);
    expect((await list('unit=1111&on=2023-06-30&status=waiting'))?.names).toEqual([]);
    expect((await list('unit=1111'))?.on).toBeNull();
    expect((await list(`unit=1111&on=${today}`))?.on).toBeNull();
    expect((await list('unit=1111&on=gestern'))?.on).toBeNull();
  });

  it('[W-01] counts who has moved away since and shows them to their new unit only', async () => {
    const personId = await makePerson({ familyName: 'Umzug', memberOf: tree.kreis1, joinedOn: '2022-01-01' });
    const on = 'on=2022-06-01&unit=111';
    expect(await list(on)).toMatchObject({
      names: expect.arrayContaining(['Umzug']) as string[],
      elsewhere: 0,
    });
    expect((await moveMember(above, { personId, unitNumber: 112, movedOn: '2024-01-01' })).ok).toBe(true);
    expect((await list(on))?.names).not.toContain('Umzug');
    expect((await list(on))?.elsewhere).toBe(1);
    expect((await list(`${on}&q=umz`))?.elsewhere).toBe(0);
    expect((await list(`${on}&dues=paid`))?.elsewhere).toBe(0);
    expect(await list(on, above)).toMatchObject({ names: ['Früher', 'Umzug'], elsewhere: 0 });
    expect(await personPage(officer, personId, '2022-06-01')).toBeNull();
    expect((await unitPage(officer, 111, '2022-06-01'))?.numbers?.members).toBe(
      ((await list('on=2022-06-01&unit=111'))?.names.length ?? 0) + 1,
    );
  });

  it('keeps its day from page to page', () => {
    expect(memberListHref(filter('on=2022-06-01'), { after: null })).toBe('/members?on=2022-06-01');
  });
});

describe('a person on another day', () => {
  it('is told as we know it today, and where the books of that day said otherwise', async () => {
    const personId = await makePerson({ residence: null });
    const lineage = crypto.randomUUID();
    const corrected = new Date('2024-06-01T12:00:00Z');
    const written = { personId, lineage, unitId: tree.ort1.id };
    await database()
      .insert(membership)
      .values([
        {
          ...written,
          joinedOn: '2024-01-01',
          recordedAt: new Date('2024-01-01T09:00:00Z'),
          supersededAt: corrected,
        },
        {
          ...written,
          joinedOn: '2024-01-01',
          endedOn: '2024-03-01',
          endReason: 'left',
          recordedAt: corrected,
        },
      ]);
    const then = (await ownEntry(await actorOf(personId), '2024-04-01'))?.then;
    expect(then?.known.status).toBe('ended');
    expect(then?.thought?.status).toBe('active');
    expect(saidOtherwise(then!)).toEqual(['membership']);
    const evening = (await ownEntry(await actorOf(personId), '2024-06-01'))?.then;
    expect(saidOtherwise(evening!)).toEqual([]);
    expect((await ownEntry(await actorOf(personId), '2023-12-31'))?.then?.thought).toBeNull();
  });

  it('is told without the books of then where nothing was written yet, and for days to come', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const me = await actorOf(personId);
    expect((await ownEntry(me, '2022-01-01'))?.then).toMatchObject({
      known: { status: 'active' },
      thought: null,
    });
    expect((await ownEntry(me, addDays(today, 5)))?.then).toMatchObject({ thought: null });
    expect((await ownEntry(me, '2019-12-31'))?.then?.known).toMatchObject({ membership: null, status: null });
    expect((await ownEntry(me, today))?.then).toBeNull();
    expect((await ownEntry(me))?.then).toBeNull();
  });

  it('takes nothing for a day that is none', () => {
    for (const text of ['', 'on=', 'on=2024-02-30', 'on=1899-12-31', 'on=heute', 'on=2024-1-1']) {
      expect(readOn(new URLSearchParams(text))).toBeNull();
    }
    expect(readOn(new URLSearchParams('on=2024-02-29'))).toBe('2024-02-29');
  });
});

describe('putting a beginning right', () => {
  it('never lets one day belong to two memberships', async () => {
    const again = await makePerson({ memberOf: tree.kreis1, joinedOn: '2020-01-01', endedOn: '2022-01-01' });
    await database()
      .insert(membership)
      .values({ personId: again, unitId: tree.kreis1.id, joinedOn: '2023-01-01' });
    const put = (joinedOn: string) =>
      correctMembership(officer, { personId: again, joinedOn, effectiveOn: null });
    expect((await put('2022-01-01')).ok).toBe(true);
    expect(await put('2021-12-31')).toMatchObject({ ok: false, code: 'begin-before-last-end' });
  });
});
