import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makePerson, plantTree, type SmallTree } from '../../../../tests/support/people.ts';
import { searchWords } from '../search.ts';
import { createUnit, unitById } from './units/units.ts';
import {
  duesStanding,
  membership,
  office,
  person,
  personChange,
  residence,
  suspension,
  unit,
} from './tables.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

const refused = (code: string) => ({ cause: { code } });

describe('the tree of units', () => {
  it('has paths made of the numbers of all above', () => {
    expect([tree.bund.path, tree.kreis1.path, tree.ort1.path]).toEqual([
      '/1/',
      '/1/11/111/',
      '/1/11/111/1111/',
    ]);
  });

  it('takes the branch along when a unit is hung elsewhere', async () => {
    await transact((tx) =>
      tx.update(unit).set({ parentId: tree.land2.id }).where(eq(unit.id, tree.kreis1.id)),
    );
    expect((await unitById(database(), tree.ort1.id))?.path).toBe('/1/12/111/1111/');
    await transact((tx) =>
      tx.update(unit).set({ parentId: tree.land1.id }).where(eq(unit.id, tree.kreis1.id)),
    );
    expect((await unitById(database(), tree.ort1.id))?.path).toBe('/1/11/111/1111/');
  });

  it('believes no path that somebody writes', async () => {
    await transact((tx) => tx.update(unit).set({ path: '/' }).where(eq(unit.id, tree.kreis2.id)));
    expect((await unitById(database(), tree.kreis2.id))?.path).toBe('/1/11/112/');
  });

  it.each([
    ['a second root', { parentId: null, kind: 'land', name: 'X' } as const, 'SH010'],
    ['a unit of unknown kind', { kind: 'dorf' as 'ort', name: 'X' }, '23514'],
    ['a Bund below another', { kind: 'bund', name: 'X' } as const, 'SH010'],
    ['two sisters of one name', { kind: 'land', name: 'Land Nord' } as const, '23505'],
  ])('refuses %s', async (_, given, code) => {
    const wish = { parentId: tree.bund.id, ...given };
    await expect(transact((tx) => createUnit(tx, { ...wish, number: 900 }))).rejects.toMatchObject(
      refused(code),
    );
  });
});

describe('dated statements', () => {
  it('are never overwritten or deleted, only superseded', async () => {
    await makePerson({ memberOf: tree.ort1, offices: [{ kind: 'board', unit: tree.kreis1 }] });
    const changes = [
      () => transact((tx) => tx.update(membership).set({ joinedOn: '2001-01-01' })),
      () => transact((tx) => tx.update(residence).set({ ags: '09161' })),
      () => transact((tx) => tx.update(duesStanding).set({ standing: 'paid' })),
      () => transact((tx) => tx.update(suspension).set({ toOn: '2001-01-01' })),
      () => transact((tx) => tx.update(office).set({ kind: 'auditor' })),
      () => transact((tx) => tx.delete(membership)),
      () => transact((tx) => tx.delete(office)),
      () => transact((tx) => tx.delete(person)),
      () => transact((tx) => tx.delete(personChange)),
      () => transact((tx) => tx.update(personChange).set({ after: 'x' })),
    ];
    for (const change of changes) await expect(change()).rejects.toMatchObject(refused('42501'));
    await transact((tx) => tx.update(suspension).set({ supersededAt: sql`house_now()` }));
  });

  it('leave a person with one open membership at a time', async () => {
    const personId = await makePerson({ memberOf: tree.ort1 });
    const second = transact((tx) =>
      tx.insert(membership).values({ personId, unitId: tree.kreis2.id, joinedOn: '2024-01-01' }),
    );
    await expect(second).rejects.toMatchObject(refused('23505'));
  });

  it.each([
    ['an end before the beginning', { joinedOn: '2024-02-01', endedOn: '2024-01-31' }],
    ['rights before joining', { joinedOn: '2024-02-01', effectiveOn: '2024-01-31' }],
    ['a reason without an end', { joinedOn: '2024-02-01', endReason: 'left' }],
  ])('refuse %s', async (_, days) => {
    const personId = await makePerson();
    const write = transact((tx) => tx.insert(membership).values({ personId, unitId: tree.ort1.id, ...days }));
    await expect(write).rejects.toMatchObject(refused('23514'));
  });
});

describe('the search column', () => {
  it('holds the same words as the reader’s query is made of', async () => {
    const names = [
      ['Özlem', 'Müller-Weiß'],
      ['ÄÖÜ', 'Šimánek'],
      ["D'Arcy", 'O’Neill'],
      ['Łukasz', 'Ğündüz'],
    ] as const;
    for (const [givenName, familyName] of names) {
      const id = await makePerson({ givenName, familyName, email: null, number: null });
      const [row] = await database()
        .select({ words: sql<string[]>`tsvector_to_array(${person.search})`, sortName: person.sortName })
        .from(person)
        .where(eq(person.id, id));
      expect(row?.words).toEqual([...new Set(searchWords(`${givenName} ${familyName}`))].sort());
      expect(row?.sortName).toBe(searchWords(`${familyName} ${givenName}`).join(' '));
    }
  });
});
