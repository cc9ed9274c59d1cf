import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import type { PersonFacts } from '../../person-facts.ts';
import { memberPathsOf } from '../offices/offices.ts';
import { residence } from '../tables.ts';
import { setDues, suspendMember } from './enrolment.ts';
import { moveMember } from './move-member.ts';
import { personFactsAt, personFactsOf } from './person-facts.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

async function everyone(unitPath: string, cutOff: string): Promise<PersonFacts[]> {
  const all: PersonFacts[] = [];
  for await (const batch of personFactsAt(database(), { unitPath, cutOff })) all.push(...batch);
  return all;
}

describe('facts at a cut-off', () => {
  it('know what held on that day and nothing that began later', async () => {
    const id = await makePerson({
      memberOf: tree.ort1,
      joinedOn: '2020-01-01',
      offices: [
        { kind: 'board', unit: tree.kreis1, from: '2021-01-01', to: '2023-01-01' },
        { kind: 'auditor', unit: tree.kreis1, from: '2030-01-01' },
      ],
    });
    await transact(async (tx) => {
      await setDues(tx, { personId: id, standing: 'in-arrears', since: '2024-03-01' });
      await suspendMember(tx, { personId: id, fromOn: '2022-01-01', toOn: '2022-02-01', reason: 'Urteil' });
      await tx.insert(residence).values({ personId: id, since: '2025-05-01', ags: '09161', country: 'DE' });
    });
    const facts = await personFactsOf(database(), id, '2024-12-31');
    expect(facts).toEqual({
      personId: id,
      bornOn: '1980-05-17',
      citizenships: ['DE'],
      residenceAgs: '01001',
      memberships: [
        { unitPath: tree.ort1.path, joinedOn: '2020-01-01', effectiveOn: '2020-02-12', endedOn: null },
      ],
      dues: { standing: 'in-arrears', since: '2024-03-01' },
      offices: [{ kind: 'board', unitPath: tree.kreis1.path, from: '2021-01-01', to: '2023-01-01' }],
      suspensions: [{ from: '2022-01-01', to: '2022-02-01' }],
    });
    expect((await personFactsOf(database(), id, '2024-02-29'))?.dues?.standing).toBe('paid');
    expect((await personFactsOf(database(), id, '2025-05-01'))?.residenceAgs).toBe('09161');
  });

  it('say not known where nothing is known, and abroad where somebody lives abroad', async () => {
    const open = await makePerson({ memberOf: tree.ort1, bornOn: null, citizenships: null, residence: null });
    expect(await personFactsOf(database(), open, '2025-01-01')).toMatchObject({
      bornOn: null,
      citizenships: null,
      residenceAgs: null,
    });
    const away = await makePerson({ residence: { country: 'FR' } });
    expect((await personFactsOf(database(), away, '2025-01-01'))?.residenceAgs).toBe('99999');
    expect(await personFactsOf(database(), crypto.randomUUID(), '2025-01-01')).toBeNull();
  });

  it('hold everyone below the unit and nobody beside it', async () => {
    const here = await makePerson({ memberOf: tree.kreis3, joinedOn: '2019-01-01' });
    const gone = await makePerson({ memberOf: tree.kreis3, joinedOn: '2019-01-01', endedOn: '2024-06-01' });
    const later = await makePerson({ memberOf: tree.kreis3, joinedOn: '2024-06-02' });
    const ids = async (path: string, on: string) => (await everyone(path, on)).map((facts) => facts.personId);
    expect((await ids(tree.land2.path, '2024-05-31')).sort()).toEqual([here, gone].sort());
    expect(await ids(tree.land2.path, '2024-06-01')).toEqual([here]);
    expect((await ids(tree.land2.path, '2024-06-02')).sort()).toEqual([here, later].sort());
    expect(await ids(tree.land1.path, '2024-06-02')).not.toContain(here);
  });

  it('[B-23] stay the same when somebody moves after the cut-off', async () => {
    const officer = await makePerson({
      memberOf: tree.land1,
      offices: [{ kind: 'membership-officer', unit: tree.bund }],
    });
    const id = await makePerson({ memberOf: tree.ort1, joinedOn: '2020-01-01' });
    const before = await personFactsOf(database(), id, '2025-01-01');
    const actor = await actorOf(officer, { secondFactor: true });
    const moved = await moveMember(actor, { personId: id, unitNumber: 121, movedOn: '2025-01-02' });
    expect(moved.ok).toBe(true);
    const after = await personFactsOf(database(), id, '2025-01-01');
    expect(after?.memberships.map((one) => one.unitPath)).toEqual(
      before?.memberships.map((one) => one.unitPath),
    );
    expect((await everyone(tree.land1.path, '2025-01-01')).some((facts) => facts.personId === id)).toBe(true);
    expect((await everyone(tree.land1.path, '2025-01-02')).some((facts) => facts.personId === id)).toBe(
      false,
    );
    expect((await everyone(tree.land2.path, '2025-01-02')).some((facts) => facts.personId === id)).toBe(true);
  });
});

describe('memberships with all rights', () => {
  const now = new Date('2026-03-01T12:00:00Z');
  const paths = (id: string) => memberPathsOf(database(), id, now);

  it('are those in effect, also when nobody knows since when', async () => {
    expect(await paths(await makePerson({ memberOf: tree.ort1 }))).toEqual([tree.ort1.path]);
    expect(await paths(await makePerson({ memberOf: tree.ort1, effectiveOn: null }))).toEqual([
      tree.ort1.path,
    ]);
  });

  it('are not those that wait, have ended or are suspended', async () => {
    expect(await paths(await makePerson({ memberOf: tree.ort1, joinedOn: '2026-02-20' }))).toEqual([]);
    expect(await paths(await makePerson({ memberOf: tree.ort1, endedOn: '2026-03-01' }))).toEqual([]);
    const id = await makePerson({ memberOf: tree.ort1 });
    await transact((tx) => suspendMember(tx, { personId: id, fromOn: '2026-02-01', reason: 'Eilbeschluss' }));
    expect(await paths(id)).toEqual([]);
  });
});
