import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { keyWish, lotWish } from '../../seats/key-form.ts';
import { delegateKey, delegateKeyLot } from '../tables.ts';
import { recordLot } from './record-lot.ts';
import { visibleKey, visibleKeys } from './visible-keys.ts';
import { workOutKey } from './work-out-key.ts';

let db: TestDatabase;
let tree: SmallTree;
let secretary: Actor;
let landSecretary: Actor;
const others: Record<string, Actor> = {};

const officer = async (kind: 'board-secretary' | 'membership-officer', unit: SmallTree['bund']) =>
  actorOf(await makePerson({ offices: [{ kind, unit }] }), { secondFactor: true });

beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  secretary = await officer('board-secretary', tree.bund);
  landSecretary = await officer('board-secretary', tree.land1);
  others.stranger = anonymous;
  others.member = await actorOf(await makePerson({ memberOf: tree.kreis3 }));
  others['a secretary of a sibling'] = await officer('board-secretary', tree.land2);
  others['a membership officer'] = await officer('membership-officer', tree.bund);
  others['a secretary without second factor'] = { ...(secretary as object), secondFactor: false } as Actor;
  // Land Nord: 3 in Flensburg (one of them in the Ort), 2 in Kiel; nobody counts twice or outside their time.
  await makePerson({ memberOf: tree.kreis1 });
  await makePerson({ memberOf: tree.kreis1, dues: 'exempt' });
  await makePerson({ memberOf: tree.ort1, dues: 'in-arrears' });
  await makePerson({ memberOf: tree.kreis2, joinedOn: '2025-06-01' });
  await makePerson({ memberOf: tree.kreis2, endedOn: '2026-01-01' });
  await makePerson({ memberOf: tree.kreis2, joinedOn: '2025-12-31' });
  await makePerson({ memberOf: tree.kreis2, endedOn: '2025-12-31' });
  await makePerson({ memberOf: tree.kreis1, joinedOn: '2026-01-01' });
  await makePerson({ memberOf: tree.land1 });
});
afterAll(() => db.drop());

const wish = (change: Record<string, string> = {}) =>
  keyWish.parse({
    title: 'Landesparteitag 2026',
    unitId: tree.land1.id,
    cutOff: '2025-12-31',
    counted: 'members',
    method: 'dhondt',
    seats: '5',
    baseMandates: '0',
    ...change,
  });

async function made(change: Record<string, string> = {}): Promise<string> {
  const outcome = await workOutKey(secretary, wish(change));
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.keyId;
}

const count = async () =>
  (await database().select().from(delegateKey)).length +
  (await database().select().from(delegateKeyLot)).length;

describe('a delegate key of the house', () => {
  it('counts the members of each branch on the cut-off day, with all that is below it', async () => {
    const found = await visibleKey(database(), secretary, await made());
    expect(found).toMatchObject({
      unitName: 'Land Nord',
      units: [
        { name: 'Kreis Flensburg', votes: 3 },
        { name: 'Kreis Kiel', votes: 3 },
      ],
      elsewhere: 1,
      distribution: { state: 'tie', seats: [2, 2], tie: { among: [0, 1], open: 1 } },
      lot: null,
    });
  });

  it('counts only who has paid or need not where the statute says so', async () => {
    const found = await visibleKey(database(), secretary, await made({ counted: 'paid-or-exempt' }));
    expect(found?.units.map(({ votes }) => votes)).toEqual([2, 3]);
    expect(found?.distribution).toMatchObject({ state: 'decided', seats: [2, 3] });
  });

  it('stays what it was when members are entered later', async () => {
    const keyId = await made({ counted: 'paid-or-exempt' });
    await makePerson({ memberOf: tree.kreis1, joinedOn: '2019-01-01', endedOn: '2019-02-01' });
    const late = await makePerson({ memberOf: tree.kreis1, joinedOn: '2024-01-01' });
    expect((await visibleKey(database(), secretary, keyId))?.units.map(({ votes }) => votes)).toEqual([2, 3]);
    await database().execute(
      sql`update membership set superseded_at = house_now() where person_id = ${late}`,
    );
  });

  it('gives base mandates to branches without members too', async () => {
    const change = { unitId: tree.bund.id, cutOff: '2019-01-15', seats: '5', baseMandates: '1' };
    const found = await visibleKey(database(), secretary, await made(change));
    expect(found?.distribution.seats).toEqual([4, 1]);
  });

  it('is worked out by the secretary of the unit for their unit', async () => {
    expect((await workOutKey(landSecretary, wish())).ok).toBe(true);
  });

  it.each([
    ['stranger'],
    ['member'],
    ['a secretary of a sibling'],
    ['a membership officer'],
    ['a secretary without second factor'],
  ])('[W-02] does not exist for: %s', async (name) => {
    const keyId = await made();
    const before = await count();
    const actor = others[name] as Actor;
    expect(await visibleKey(database(), actor, keyId)).toBeNull();
    expect(await visibleKeys(actor)).toEqual([]);
    expect(await workOutKey(actor, wish())).toMatchObject({ status: 404, code: 'not-found' });
    const lot = lotWish.parse({ keyId, winners: ['0'], account: 'Los aus der Urne' });
    expect(await recordLot(actor, lot)).toMatchObject({ status: 404, code: 'not-found' });
    expect(await count()).toBe(before);
  });

  it('lists for a Land’s secretary the keys of the Land, not those above', async () => {
    await made({ unitId: tree.bund.id, seats: '3' });
    const titles = (keys: Awaited<ReturnType<typeof visibleKeys>>) =>
      new Set(keys.map((key) => key.unitName));
    expect(titles(await visibleKeys(landSecretary))).toEqual(new Set(['Land Nord']));
    expect(titles(await visibleKeys(secretary))).toEqual(new Set(['Bund', 'Land Nord']));
  });

  it.each([
    ['a day that has not come', { cutOff: '2199-01-01' }, 'cut-off-ahead'],
    ['a unit without branches', { unitId: 'kreis2' }, 'unit-without-branches'],
    ['an odd number of pairs', { method: 'adams-in-pairs' }, 'seats-not-in-pairs'],
    ['more base mandates than seats', { baseMandates: '3' }, 'minimum-exceeds-seats'],
    ['a day when nobody was a member', { cutOff: '1999-01-01' }, 'no-votes'],
  ])('is refused for %s', async (_, change: Record<string, string>, code) => {
    const before = await count();
    const { unitId } = change;
    const given = wish({ ...change, ...(unitId ? { unitId: tree[unitId as 'kreis2'].id } : {}) });
    expect(await workOutKey(secretary, given)).toMatchObject({ ok: false, status: 422, code });
    expect(await count()).toBe(before);
  });
});

describe('the lot of a delegate key', () => {
  const drawn = (keyId: string, winners: string | string[], account = 'Los aus der Urne, zwei Zeuginnen') =>
    lotWish.parse({ keyId, winners, account });

  it('is recorded once, with who recorded it and how it was drawn', async () => {
    const keyId = await made();
    expect(await recordLot(landSecretary, drawn(keyId, '1'))).toEqual({ ok: true, value: undefined });
    const found = await visibleKey(database(), secretary, keyId);
    expect(found?.distribution).toMatchObject({ state: 'decided', seats: [2, 3], lot: [1] });
    expect(found?.lot).toMatchObject({ winners: [1], account: 'Los aus der Urne, zwei Zeuginnen' });
    expect(found?.lot?.recordedBy).not.toBe('');
    const again = await recordLot(secretary, drawn(keyId, '0'));
    expect(again).toMatchObject({ status: 409, code: 'lot-without-tie' });
    expect((await visibleKey(database(), secretary, keyId))?.distribution.lot).toEqual([1]);
  });

  it('counts once when it is recorded twice at the same moment', async () => {
    const keyId = await made();
    const both = await Promise.all(['0', '1'].map((winner) => recordLot(secretary, drawn(keyId, winner))));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(
      (await database().select().from(delegateKeyLot).where(eq(delegateKeyLot.keyId, keyId))).length,
    ).toBe(1);
  });

  it.each([
    ['a branch that is not tied', ['7'], 'lot-not-among-tied'],
    ['both where one seat is open', ['0', '1'], 'lot-number-wrong'],
    ['nobody', [], 'lot-number-wrong'],
  ])('is refused for %s', async (_, winners, code) => {
    const keyId = await made();
    const before = await count();
    expect(await recordLot(secretary, drawn(keyId, winners))).toMatchObject({ status: 409, code });
    expect(await count()).toBe(before);
  });

  it('is refused where nothing is tied', async () => {
    const keyId = await made({ seats: '4' });
    expect(await recordLot(secretary, drawn(keyId, '0'))).toMatchObject({
      status: 409,
      code: 'lot-without-tie',
    });
  });
});

describe('what is written about a key', () => {
  it.each([
    ['update delegate_key set seats = 7'],
    ['delete from delegate_key'],
    ['truncate delegate_key cascade'],
    [`update delegate_key_lot set winners = '[0]'`],
    ['delete from delegate_key_lot'],
  ])('is never changed, by the owner neither: %s', async (statement) => {
    await made();
    const before = await count();
    await expect(database().execute(sql.raw(statement))).rejects.toMatchObject({ cause: { code: 'SH020' } });
    expect(await count()).toBe(before);
  });
});
