import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPower } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { evidence } from '#lib/platform/server/tables.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import type { RecordOffice } from '../../office.ts';
import { endOffice } from './end-office.ts';
import { holdsOffice, powersOf } from './offices.ts';
import { recordOffice } from './record-office.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
});
afterAll(() => db.drop());

const now = new Date('2026-03-01T12:00:00Z');
const elected = { manner: 'elected', becauseOf: null } as const;
const given = { kind: 'board', fromOn: '2026-01-01', toOn: null, ...elected } as const;

async function secretaryOf(unit = tree.kreis1, wish: { signedInAt?: Date; secondFactor?: boolean } = {}) {
  const id = await makePerson({ memberOf: unit, offices: [{ kind: 'board-secretary', unit }] });
  return actorOf(id, { secondFactor: true, ...wish });
}

async function memberNumbered(number: string, unit = tree.ort1): Promise<RecordOffice> {
  await makePerson({ number, memberOf: unit });
  return { ...given, unitNumber: 111, memberNumber: number };
}

describe('powers', () => {
  it('last as long as the office, from its first day to the day before its end', async () => {
    const office = {
      kind: 'membership-officer',
      unit: tree.kreis1,
      from: '2026-01-01',
      to: '2026-03-01',
    } as const;
    const id = await makePerson({ memberOf: tree.ort1, offices: [office] });
    const on = (moment: string) => powersOf(database(), id, new Date(moment));
    expect(await on('2025-12-31T12:00:00Z')).toEqual([]);
    expect(await on('2026-01-01T12:00:00Z')).toHaveLength(4);
    expect(await on('2026-02-28T12:00:00Z')).toHaveLength(4);
    expect(await on('2026-03-01T12:00:00Z')).toEqual([]);
    expect(await holdsOffice(database(), id, now)).toBe(false);
  });

  it('reach down the tree, never up or sideways', async () => {
    const actor = await secretaryOf();
    expect(hasPower(actor, 'units.write', tree.ort1.path)).toBe(true);
    expect(hasPower(actor, 'units.write', tree.land1.path)).toBe(false);
    expect(hasPower(actor, 'units.write', tree.kreis2.path)).toBe(false);
  });

  it('rest without a second factor', async () => {
    const actor = await secretaryOf(tree.kreis1, { secondFactor: false });
    expect(actor.powers).not.toHaveLength(0);
    const outcome = await recordOffice(actor, await memberNumbered('O-1'));
    expect(outcome).toMatchObject({ ok: false, status: 404, code: 'not-found' });
  });
});

describe('recording an office', () => {
  it('gives its powers and leaves evidence', async () => {
    const outcome = await recordOffice(await secretaryOf(), await memberNumbered('O-2'));
    expect(outcome.ok).toBe(true);
    const entries = await database().select().from(evidence);
    expect(entries.map((entry) => [entry.code, entry.reason])).toContainEqual([
      'office-recorded',
      `board ${tree.kreis1.path}`,
    ]);
  });

  it('[R-56] refuses another branch as if it were not there', async () => {
    const input = await memberNumbered('O-3');
    expect((await recordOffice(await secretaryOf(tree.kreis1), input)).ok).toBe(true);
    const foreign = await recordOffice(await secretaryOf(tree.kreis2), input);
    expect(foreign).toMatchObject({ ok: false, status: 404, code: 'not-found' });
    const missing = await recordOffice(await secretaryOf(tree.kreis2), { ...input, unitNumber: 999 });
    expect(missing).toEqual(foreign);
  });

  it('does not tell a member of another branch from nobody', async () => {
    const input = await memberNumbered('O-4', tree.kreis3);
    const actor = await secretaryOf();
    const foreign = await recordOffice(actor, input);
    expect(foreign).toMatchObject({ ok: false, status: 422, code: 'member-unknown' });
    expect(await recordOffice(actor, { ...input, memberNumber: 'nobody' })).toEqual(foreign);
  });

  it('refuses an office with power to oneself, and an old sign-in', async () => {
    const id = await makePerson({
      number: 'O-5',
      memberOf: tree.ort1,
      offices: [{ kind: 'board', unit: tree.kreis1 }],
    });
    const own = { ...given, unitNumber: 111, memberNumber: 'O-5', kind: 'membership-officer' } as const;
    const actor = await actorOf(id, { secondFactor: true });
    expect(await recordOffice(actor, own)).toMatchObject({ ok: false, code: 'office-not-to-oneself' });
    expect((await recordOffice(actor, { ...own, kind: 'delegate' })).ok).toBe(true);
    const stale = await secretaryOf(tree.kreis1, { signedInAt: new Date(Date.now() - 16 * 60_000) });
    expect(await recordOffice(stale, await memberNumbered('O-6'))).toMatchObject({ code: 'sign-in-again' });
  });
});

describe('ending an office', () => {
  it('takes its powers, and keeps what stood before', async () => {
    const actor = await secretaryOf();
    const recorded = await recordOffice(actor, await memberNumbered('O-7'));
    const officeId = recorded.ok ? recorded.value.officeId : '';
    expect(await endOffice(actor, { officeId, toOn: '2025-12-31' })).toMatchObject({
      code: 'end-before-begin',
    });
    expect((await endOffice(actor, { officeId, toOn: '2026-02-01' })).ok).toBe(true);
    const foreign = await endOffice(await secretaryOf(tree.kreis2), { officeId, toOn: '2026-02-01' });
    expect(foreign).toMatchObject({ ok: false, status: 404 });
  });

  it('lets nobody lengthen their own', async () => {
    const office = { kind: 'board', unit: tree.kreis1, from: '2026-01-01', to: '2026-12-01' } as const;
    const id = await makePerson({ memberOf: tree.ort1, offices: [office] });
    const actor = await actorOf(id, { secondFactor: true, now });
    const officeId = actor.powers[0]?.officeId ?? '';
    expect(await endOffice(actor, { officeId, toOn: '2028-12-01' })).toMatchObject({
      code: 'office-not-to-oneself',
    });
    expect((await endOffice(actor, { officeId, toOn: '2026-06-01' })).ok).toBe(true);
  });
});
