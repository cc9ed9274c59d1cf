import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type PersonActor } from '#lib/platform/actor.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { addDays, dayOf } from '../../day.ts';
import { memberListHref } from '../../search.ts';
import { readMemberFilter } from '../../members.ts';
import { ownUnits, unitPage } from '../units/unit-page.ts';
import { setDues } from './enrolment.ts';
import { membersOf } from './members.ts';
import { moveMember } from './move-member.ts';
import { ownEntry, personPage } from './person-page.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: PersonActor;
const today = dayOf(new Date());
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
});
afterAll(() => db.drop());

async function officerOf(unit: SmallTree['bund']): Promise<PersonActor> {
  const offices = [{ kind: 'membership-officer', unit }] as const;
  return actorOf(await makePerson({ memberOf: unit, offices, familyName: 'Amt' }), { secondFactor: true });
}

const filter = (query: string) => readMemberFilter(new URLSearchParams(query));
const names = async (query: string, actor = officer) =>
  (await membersOf(actor, filter(query)))?.rows.map((row) => row.familyName);

describe('the list of members', () => {
  it('finds by beginnings of names, by address and by number, however it is spelt', async () => {
    await makePerson({
      givenName: 'Anna-Lena',
      familyName: 'Müller',
      number: 'L-77',
      email: 'anna@example.org',
      memberOf: tree.ort1,
    });
    for (const q of ['müller', 'MUELLER', 'lena mü', 'anna@ex', 'l 77', 'L-77']) {
      expect(await names(`q=${encodeURIComponent(q)}`)).toEqual(['Müller']);
    }
    expect(await names('q=ueller')).toEqual([]);
    expect(await names('q=%27%3A*%7C%27')).toEqual([]);
  });

  it('is narrowed by status, dues and what is missing', async () => {
    const wish = { memberOf: tree.ort1, residence: { ags: '01001' } };
    await makePerson({ ...wish, familyName: 'Wartet', joinedOn: addDays(today, -10) });
    await makePerson({ ...wish, familyName: 'Kommt', joinedOn: addDays(today, 10) });
    await makePerson({ ...wish, familyName: 'Ging', endedOn: today });
    const late = await makePerson({ ...wish, familyName: 'Rückstand' });
    await transact((tx) =>
      setDues(tx, { personId: late, standing: 'in-arrears', since: addDays(today, -5) }),
    );
    await makePerson({ ...wish, familyName: 'Zukunft', dues: 'in-arrears', joinedOn: '2021-01-01' });
    await makePerson({ ...wish, familyName: 'Ohne', bornOn: null, citizenships: null });
    await makePerson({ ...wish, familyName: 'Heimlos', residence: null });
    expect(await names('status=waiting')).toEqual(['Wartet']);
    expect(await names('status=coming')).toEqual(['Kommt']);
    expect(await names('status=ended')).toEqual(['Ging']);
    expect(await names('status=new')).toEqual(['Wartet']);
    expect(await names('dues=in-arrears')).toEqual(['Rückstand', 'Zukunft']);
    expect(await names('gap=birth')).toEqual(['Ohne']);
    expect(await names('gap=district')).toEqual(['Heimlos']);
    expect(await names('')).not.toContain('Ging');
    expect(await names('status=nonsense&dues=x&unit=-3&after=y')).toEqual(await names(''));
  });

  it('goes on where it stopped, in the order of a directory, without losing or repeating anyone', async () => {
    const unit = tree.kreis2;
    const actor = await officerOf(unit);
    for (let index = 0; index < 120; index += 1) {
      const familyName = ['Ärmel', 'Zöllner', 'Armin', 'Öl', 'Olaf'][index % 5];
      await makePerson({ memberOf: unit, familyName, givenName: `N${String(index).padStart(3, '0')}` });
    }
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 5; page += 1) {
      const found = await membersOf(actor, filter(after === '' ? '' : `after=${after}`));
      expect(found?.total).toBe(121);
      seen.push(...(found?.rows.map((row) => `${row.familyName} ${row.givenName}`) ?? []));
      if (!found?.next) break;
      after = found.next;
    }
    expect(seen).toHaveLength(121);
    expect(new Set(seen).size).toBe(121);
    const order = [...new Set(seen.map((name) => name.split(' ')[0]))];
    expect(order).toEqual(['Ärmel', 'Amt', 'Armin', 'Öl', 'Olaf', 'Zöllner']);
  });

  it('[W-01] shows nobody of another branch and exists for officers only', async () => {
    await makePerson({ memberOf: tree.kreis3, familyName: 'Fremd' });
    expect(await names('q=fremd', await officerOf(tree.land2))).toEqual(['Fremd']);
    expect(await names('q=fremd')).toEqual([]);
    expect(await names('unit=121')).toEqual([]);
    expect(await names('unit=11')).toEqual([]);
    const member = await actorOf(await makePerson({ memberOf: tree.ort1 }), { secondFactor: true });
    for (const actor of [anonymous, member, { ...officer, secondFactor: false }]) {
      expect(await membersOf(actor, filter(''))).toBeNull();
    }
  });

  it('has addresses that hold the filter and start at the top when it changes', () => {
    const at = filter('q=anna&unit=111&after=0f8fad5b-d9cb-469f-a165-70867728950e');
    expect(memberListHref(at, { status: 'ended' })).toBe('/members?q=anna&unit=111&status=ended');
    expect(memberListHref(at, { q: '', unit: null })).toBe('/members');
  });
});

describe('the page of a person', () => {
  it('[W-01] opens for officers of the branch, and moves with the person', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const land = await officerOf(tree.land1);
    const elsewhere = await officerOf(tree.kreis2);
    expect((await personPage(officer, personId))?.mayWrite).toBe(true);
    expect(await personPage(elsewhere, personId)).toBeNull();
    expect(await personPage(anonymous, personId)).toBeNull();
    expect(await personPage(officer, crypto.randomUUID())).toBeNull();
    await moveMember(land, { personId, unitNumber: 112, movedOn: today });
    expect(await personPage(officer, personId)).toBeNull();
    expect((await personPage(elsewhere, personId))?.memberships).toHaveLength(2);
  });

  it('is readable but not writable with the power to read, and for oneself', async () => {
    const boardId = await makePerson({
      memberOf: tree.kreis1,
      offices: [{ kind: 'board', unit: tree.kreis1 }],
    });
    const personId = await makePerson({ memberOf: tree.ort1 });
    expect((await personPage(await actorOf(boardId, { secondFactor: true }), personId))?.mayWrite).toBe(
      false,
    );
    expect((await personPage(officer, officer.personId))?.mayWrite).toBe(false);
  });

  it('shows everybody their own entry and nobody else’s', async () => {
    const personId = await makePerson({ memberOf: tree.ort1, familyName: 'Selbst' });
    expect((await ownEntry(await actorOf(personId)))?.person.familyName).toBe('Selbst');
    expect(await ownEntry(anonymous)).toBeNull();
  });
});

describe('the page of a unit', () => {
  it('[W-01] opens for those who hold an office over it', async () => {
    expect(await unitPage(officer, 111)).not.toBeNull();
    expect(await unitPage(officer, 1111)).not.toBeNull();
    for (const number of [11, 112, 121, 1, 4242]) expect(await unitPage(officer, number)).toBeNull();
    expect(await unitPage(anonymous, 111)).toBeNull();
    expect((await unitPage(officer, 1111))?.above.map((unit) => unit.number)).toEqual([111]);
    expect((await ownUnits(officer)).map((unit) => unit.number)).toEqual([111]);
  });

  it('counts what is below it', async () => {
    const actor = await officerOf(tree.land2);
    await makePerson({ memberOf: tree.kreis3, bornOn: null, dues: 'in-arrears' });
    const page = await unitPage(actor, 12);
    expect(page?.numbers).toMatchObject({ inArrears: 1, withoutBirth: 1, waiting: 0 });
    expect(page?.children).toMatchObject([{ number: 121, members: (page?.numbers?.members ?? 0) - 2 }]);
  });
});
