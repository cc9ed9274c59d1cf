import { and, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { account } from '#lib/accounts/server/tables.ts';
import { anonymous, type Actor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { evidence, fact } from '#lib/platform/server/tables.ts';
import { makeAccount } from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import {
  actorOf,
  makePerson,
  officerOf,
  plantTree,
  type PersonWish,
  type SmallTree,
} from '../../../../../tests/support/people.ts';
import { signInAs } from '../../../../../tests/support/session.ts';
import { mergePeopleShape } from '../../merging/merging.ts';
import { registerFrozenAddresses } from '../frozen-addresses.ts';
import { standingOn } from '../history/standing-on.ts';
import { giveOffice, suspendMember } from '../people/enrolment.ts';
import { endMembership } from '../people/end-membership.ts';
import { personPage } from '../people/person-page.ts';
import { recordDues } from '../people/record-dues.ts';
import { duesStanding, membership, office, person, residence, suspension } from '../tables.ts';
import { mergePeople } from './merge-people.ts';
import { mergedInto } from './merged-entries.ts';
import { undoMerge } from './undo-merge.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: Actor;
let above: Actor;
const frozen = new Set<string>();
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
  above = await officerOf(tree.land1);
  registerFrozenAddresses((_, ids) => Promise.resolve(new Set(ids.filter((id) => frozen.has(id)))));
});
afterAll(() => db.drop());

const member = (wish: PersonWish = {}) => makePerson({ memberOf: tree.kreis1, ...wish });
const signer = () => makeAccount({ memberOf: tree.kreis1 });
const asked = (personId: string, otherId: string, wish: object = {}) =>
  mergePeopleShape.parse({ personId, otherId, ...wish });
const merged = async (personId: string, otherId: string, wish: object = {}): Promise<string> =>
  valueOf(await mergePeople(officer, asked(personId, otherId, wish))).mergeId;
function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'done' : outcome.code);

/** All that the books say now about these people, whoever wrote it. */
async function booksOf(...ids: string[]) {
  const said = [];
  for (const id of ids) {
    for (const table of [membership, residence, duesStanding, suspension, office]) {
      const rows = await database()
        .select()
        .from(table)
        .where(and(eq(table.personId, id), isNull(table.supersededAt)));
      said.push(rows.map(({ id: _, recordedAt: __, recordedBy: ___, ...row }) => JSON.stringify(row)).sort());
    }
    said.push(await database().select().from(person).where(eq(person.id, id)));
    said.push(await database().select().from(account).where(eq(account.personId, id)));
  }
  return said;
}

/** A moment after all that was written and before all that will be: the database notes finer ones than milliseconds. */
async function momentBetween(): Promise<Date> {
  const moment = new Date(Date.now() + 1);
  await vi.waitUntil(() => Date.now() > moment.getTime(), { interval: 1 });
  return moment;
}

describe('merging two entries of one human', () => {
  it('leaves one entry with the chosen values and the history of both', async () => {
    const kept = await member({ joinedOn: '2022-01-01', familyName: 'Muster', phone: null });
    const other = await member({
      ...{ joinedOn: '2010-01-01', endedOn: '2015-01-01', familyName: 'Muster-Alt', phone: '040 123' },
      offices: [{ kind: 'delegate', unit: tree.kreis1, from: '2011-01-01', to: '2012-01-01' }],
    });
    const before = await booksOf(other);
    await merged(kept, other, { familyName: 'other', phone: 'other', dues: 'other' });
    const page = (await personPage(officer, kept))!;
    expect(page.person).toMatchObject({ familyName: 'Muster-Alt', phone: '040 123', givenName: 'Test' });
    expect(page.memberships.map(({ joinedOn, endedOn }) => [joinedOn, endedOn])).toEqual([
      ['2022-01-01', null],
      ['2010-01-01', '2015-01-01'],
    ]);
    expect(page.dues.map(({ since }) => since)).toEqual(['2010-01-01']);
    expect(page.offices.map(({ kind, toOn }) => [kind, toOn])).toEqual([['delegate', '2012-01-01']]);
    expect(page.changes.map(({ field }) => field).sort()).toEqual(['familyName', 'phone']);
    expect(await personPage(officer, other)).toBeNull();
    expect((await booksOf(other)).at(-2)).toEqual(before.at(-2));
  });

  it('exchanges the numbers, so that the one not chosen goes to nobody else', async () => {
    const [kept, other] = [await member({ number: 'M-1' }), await member({ number: 'M-2' })];
    const mergeId = await merged(kept, other, { number: 'other' });
    const numbers = async () =>
      (
        await Promise.all(
          [kept, other].map((id) => database().select().from(person).where(eq(person.id, id))),
        )
      ).map(([row]) => row!.number);
    expect(await numbers()).toEqual(['M-2', 'M-1']);
    valueOf(await undoMerge(officer, { personId: kept, mergeId }));
    expect(await numbers()).toEqual(['M-1', 'M-2']);
  });

  it('says of the past what the books said then', async () => {
    const kept = await member({ joinedOn: '2022-01-01' });
    const other = await member({ joinedOn: '2010-01-01', endedOn: '2015-01-01' });
    const then = await momentBetween();
    await merged(kept, other);
    const on = '2012-06-01';
    expect((await standingOn(database(), kept, { on, known: null })).membership?.joinedOn).toBe('2010-01-01');
    expect((await standingOn(database(), kept, { on, known: then })).membership).toBeNull();
    expect((await standingOn(database(), other, { on, known: then })).membership?.joinedOn).toBe(
      '2010-01-01',
    );
  });

  it('lets the entry that stays sign in, and nobody with the other', async () => {
    const [{ personId: kept }, { personId: other }] = [await signer(), await signer()];
    const { cookie } = await signInAs(other);
    const mergeId = await merged(kept, other);
    const accounts = async () =>
      (
        await Promise.all(
          [kept, other].map((id) => database().select().from(account).where(eq(account.personId, id))),
        )
      ).map(([row]) => [row!.closedAt === null, row!.passwordHash !== null]);
    expect(cookie).not.toBe('');
    expect(await accounts()).toEqual([
      [true, true],
      [false, true],
    ]);
    valueOf(await undoMerge(officer, { personId: kept, mergeId }));
    expect(await accounts()).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('answers the same when it is asked once more', async () => {
    const [kept, other] = [await member(), await member()];
    const first = await mergePeople(officer, asked(kept, other));
    const books = await booksOf(kept, other);
    expect(await mergePeople(officer, asked(kept, other))).toEqual(first);
    expect(await booksOf(kept, other)).toEqual(books);
    const outsider = await officerOf(tree.kreis2);
    expect(codeOf(await mergePeople(outsider, asked(kept, other)))).toBe('not-found');
  });

  it('leads from the address of the entry that went to the one that stayed, for who may see that', async () => {
    const [first, second, third] = [await member(), await member(), await member()];
    await merged(second, first);
    await merged(third, second);
    expect(await mergedInto(officer, first)).toBe(third);
    expect(await mergedInto(await officerOf(tree.kreis2), first)).toBeNull();
    expect(await mergedInto(officer, third)).toBeNull();
    expect(await mergedInto(officer, 'edit')).toBeNull();
  });

  it('is a fact, and on record', async () => {
    const [kept, other] = [await member(), await member()];
    const mergeId = await merged(kept, other);
    valueOf(await undoMerge(officer, { personId: kept, mergeId }));
    const facts = await database().select().from(fact).where(eq(fact.subjectId, kept));
    expect(facts.map(({ kind }) => kind)).toEqual(['membership.people-merged', 'membership.merge-undone']);
    const kept2 = await database().select().from(evidence).where(eq(evidence.subjectId, kept));
    expect(kept2.map(({ code }) => code).sort()).toEqual(['merge-undone', 'people-merged']);
  });
});

describe('two entries are not merged', () => {
  it('[W-01] by anybody who has no power over both', async () => {
    const [here, there] = [await member(), await makePerson({ memberOf: tree.kreis2 })];
    const books = await booksOf(here, there);
    const plain = await actorOf(await member(), { secondFactor: true });
    const sibling = await officerOf(tree.kreis2);
    for (const actor of [anonymous, plain, officer, sibling]) {
      expect(codeOf(await mergePeople(actor, asked(here, there)))).toBe('not-found');
      expect(codeOf(await mergePeople(actor, asked(there, here)))).toBe('not-found');
    }
    expect(await booksOf(here, there)).toEqual(books);
    expect(codeOf(await mergePeople(above, asked(here, there)))).toBe('done');
  });

  it('by one of the two', async () => {
    const [own, twin] = [(officer as { personId: string }).personId, await member()];
    expect(codeOf(await mergePeople(officer, asked(own, twin)))).toBe('not-oneself');
    expect(codeOf(await mergePeople(officer, asked(twin, own)))).toBe('not-oneself');
    expect(codeOf(await mergePeople(officer, asked(twin, twin)))).toBe('merge-same-entry');
  });

  const long = () => new Date(Date.now() - 3_600_000);
  const cases: readonly [string, string, () => Promise<[string, string]>][] = [
    ['where one has died', 'member-died', async () => [await member(), await dead()]],
    [
      'where the other holds an office that carries power',
      'merge-office-stays',
      async () => {
        const other = await member();
        await transact((tx) =>
          giveOffice(tx, { personId: other, unitId: tree.kreis1.id, kind: 'board', fromOn: '2020-01-01' }),
        );
        return [await member(), other];
      },
    ],
    [
      'where a sealed roll has frozen the other',
      'merge-frozen-by-roll',
      async () => {
        const other = await member();
        frozen.add(other);
        return [await member(), other];
      },
    ],
    [
      'where only the other can sign in',
      'merge-keep-who-signs-in',
      async () => [await member(), (await signer()).personId],
    ],
    [
      'where the leading history is in between',
      'merge-memberships-in-between',
      async () => [
        await member({ joinedOn: '2015-01-01', endedOn: '2016-01-01' }),
        await member({ joinedOn: '2010-01-01' }),
      ],
    ],
    [
      'where it would make an expulsion undone',
      'merge-over-expulsion',
      async () => {
        const other = await member({ joinedOn: '2021-01-01' });
        valueOf(await endMembership(officer, { personId: other, endedOn: '2023-01-01', reason: 'expelled' }));
        return [await member(), other];
      },
    ],
    [
      'where the rights of both rested on the same days',
      'merge-suspensions-overlap',
      async () => {
        const both: [string, string] = [await member(), await member()];
        for (const personId of both) {
          await transact((tx) => suspendMember(tx, { personId, fromOn: '2024-01-01', reason: 'Beschluss' }));
        }
        return both;
      },
    ],
  ];
  it.each(cases)('%s', async (_, code, plant) => {
    const [kept, other] = await plant();
    const books = await booksOf(kept, other);
    expect(codeOf(await mergePeople(officer, asked(kept, other)))).toBe(code);
    expect(await booksOf(kept, other)).toEqual(books);
  });
  async function dead(): Promise<string> {
    const personId = await member();
    valueOf(await endMembership(officer, { personId, endedOn: '2025-01-01', reason: 'died' }));
    return personId;
  }

  it('after a sign-in of long ago', async () => {
    const tired = await officerOf(tree.kreis1, { signedInAt: long() });
    expect(codeOf(await mergePeople(tired, asked(await member(), await member())))).toBe('sign-in-again');
  });
});

describe('undoing a merge', () => {
  const pair = async (): Promise<[string, string]> => [
    await member({ joinedOn: '2022-01-01', email: 'eins@example.org' }),
    await member({ joinedOn: '2010-01-01', dues: 'in-arrears' }),
  ];

  it('makes both stand again exactly as they did', async () => {
    const [kept, other] = await pair();
    const books = await booksOf(kept, other);
    const fields = { number: 'other', email: 'other', familyName: 'other', citizenships: 'other' };
    const mergeId = await merged(kept, other, {
      ...fields,
      home: 'other',
      dues: 'other',
      memberships: 'other',
    });
    expect(await booksOf(kept, other)).not.toEqual(books);
    expect(valueOf(await undoMerge(officer, { personId: kept, mergeId })).personId).toBe(other);
    expect(await booksOf(kept, other)).toEqual(books);
    expect((await personPage(officer, other))?.memberships).toHaveLength(1);
    expect(codeOf(await undoMerge(officer, { personId: kept, mergeId }))).toBe('done');
    expect(await booksOf(kept, other)).toEqual(books);
    expect(codeOf(await mergePeople(officer, asked(kept, other)))).toBe('done');
  });

  it('is refused when something was written since', async () => {
    const [kept, other] = await pair();
    const mergeId = await merged(kept, other);
    valueOf(await recordDues(officer, { personId: kept, standing: 'exempt', since: '2026-01-01' }));
    const books = await booksOf(kept, other);
    expect(codeOf(await undoMerge(officer, { personId: kept, mergeId }))).toBe('merge-changed-since');
    expect(await booksOf(kept, other)).toEqual(books);
  });

  it('is refused when the address of the other signs in somebody else by now', async () => {
    const [{ personId: kept }, { personId: other, email }] = [await signer(), await signer()];
    const mergeId = await merged(kept, other);
    const { id } = await signer();
    await database().update(account).set({ email }).where(eq(account.id, id));
    expect(codeOf(await undoMerge(officer, { personId: kept, mergeId }))).toBe('merge-address-taken');
    expect(await personPage(officer, other)).toBeNull();
  });

  it('is refused after thirty days, to a tired sign-in, and to who has no power over both', async () => {
    const [kept, other] = await pair();
    const mergeId = await merged(kept, other);
    const tired = await officerOf(tree.kreis1, { signedInAt: new Date(Date.now() - 3_600_000) });
    expect(codeOf(await undoMerge(tired, { personId: kept, mergeId }))).toBe('sign-in-again');
    const sibling = await officerOf(tree.kreis2);
    expect(codeOf(await undoMerge(sibling, { personId: kept, mergeId }))).toBe('not-found');
    const { personMerge } = await import('../tables.ts');
    const long = new Date(Date.now() - 31 * 86_400_000);
    const soon = new Date(Date.now() - 86_400_000);
    await database()
      .update(personMerge)
      .set({ mergedAt: long, undoUntil: soon })
      .where(eq(personMerge.id, mergeId));
    expect(codeOf(await undoMerge(officer, { personId: kept, mergeId }))).toBe('merge-undo-over');
  });

  it('of one unit needs power over the unit of the other entry too', async () => {
    const [kept, other] = [
      await member({ joinedOn: '2024-01-01' }),
      await makePerson({ memberOf: tree.kreis2 }),
    ];
    const { mergeId } = valueOf(await mergePeople(above, asked(kept, other)));
    expect(codeOf(await undoMerge(officer, { personId: kept, mergeId }))).toBe('not-found');
    expect(codeOf(await undoMerge(above, { personId: kept, mergeId }))).toBe('done');
  });
});
