import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, anonymous } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson } from '../../../../../tests/support/people.ts';
import { FUTURE, layOpen, type RollStage, setRollStage } from '../../testing/roll-stage.ts';
import { rollFilter } from '../../roll-filter.ts';
import { ownProof, ownRoll, ownRolls } from './own-rolls.ts';
import { rollLine, rollLines } from './roll-lines.ts';
import { rollObjections } from './roll-objections.ts';
import { sealPreview } from './seal-preview.ts';
import { visibleRoll, visibleRolls } from './visible-rolls.ts';

let db: TestDatabase;
let stage: RollStage;
let whole: string;
let north: string;
const people: Record<string, Actor> = {};

beforeAll(async () => {
  db = await testDatabase();
  stage = await setRollStage();
  const { tree } = stage;
  const office = async (
    kind: 'election-committee' | 'membership-officer' | 'board',
    unit: typeof tree.bund,
  ) => actorOf(await makePerson({ memberOf: unit, offices: [{ kind, unit }] }), { secondFactor: true });
  people.anonymous = anonymous;
  people.member = await actorOf(stage.members[0] ?? '', { secondFactor: true });
  people.committee = stage.committee[0];
  people.officer = stage.officer;
  people.landOfficer = await office('membership-officer', tree.land1);
  people.foreignOfficer = stage.foreignOfficer;
  people.siblingCommittee = await office('election-committee', tree.land2);
  people.board = await office('board', tree.bund);
  people.withoutFactor = { ...stage.committee[0], secondFactor: false };
  people.former = await actorOf(await makePerson({ memberOf: tree.kreis1, endedOn: '2025-01-01' }));
  await makePerson({ memberOf: tree.kreis1, bornOn: null });
  const rule = { kind: 'minimum-age', years: 14 } as const;
  whole = await layOpen(stage, { rule, objectionUntil: FUTURE });
  north = await layOpen(stage, { unitPath: tree.land1.path });
});
afterAll(() => db.drop());

const filter = rollFilter.parse({});
const reads = {
  roll: async (actor: Actor, rollId: string) => (await visibleRoll(database(), actor, rollId)) !== null,
  lines: async (actor: Actor, rollId: string) =>
    (await rollLines(database(), actor, { rollId, filter })) !== null,
  objections: async (actor: Actor, rollId: string) =>
    (await rollObjections(database(), actor, rollId)) !== null,
  seal: async (actor: Actor, rollId: string) => (await sealPreview(database(), actor, rollId)) !== null,
  own: async (actor: Actor, rollId: string) => (await ownRoll(database(), actor, rollId)) !== null,
};

describe('who sees what of a roll', () => {
  it.each([
    ['anonymous', [], []],
    ['member', ['own'], ['own']],
    ['former', [], []],
    ['committee', ['roll', 'lines', 'objections', 'seal'], ['roll', 'lines', 'objections', 'seal']],
    ['officer', ['roll', 'lines', 'own'], ['roll', 'lines', 'own']],
    ['landOfficer', ['roll', 'lines', 'own'], ['roll', 'lines', 'own']],
    ['foreignOfficer', ['roll', 'lines', 'own'], []],
    ['siblingCommittee', ['own'], []],
    ['board', ['own'], []],
    ['withoutFactor', [], []],
  ] as const)('[W-01] [W-02] [R-56] %s', async (who, ofWhole, ofNorth) => {
    const actor = people[who] as Actor;
    const seen = async (rollId: string) => {
      const found = [];
      for (const [what, read] of Object.entries(reads)) if (await read(actor, rollId)) found.push(what);
      return found;
    };
    expect(await seen(whole)).toEqual(ofWhole);
    expect(await seen(north)).toEqual(ofNorth);
    const listed = (await visibleRolls(database(), actor)).map((roll) => roll.rollId);
    expect(listed.includes(whole)).toBe((ofWhole as readonly string[]).includes('roll'));
    expect(listed.includes(north)).toBe((ofNorth as readonly string[]).includes('roll'));
  });

  it.each(['no-id', "' or 1=1", '00000000-0000-0000-0000-000000000000', ''])(
    '[W-01] an address with %j names no roll, in the same words as one that is not mine',
    async (rollId) => {
      for (const read of Object.values(reads)) expect(await read(stage.committee[0], rollId)).toBe(false);
    },
  );

  it('[R-56] an officer sees and counts only the lines of the own units', async () => {
    const page = await rollLines(database(), stage.officer, { rollId: whole, filter });
    const paths = new Set(page?.lines.map((line) => line.unitPath));
    expect([...paths].every((path) => path.startsWith(stage.tree.kreis1.path))).toBe(true);
    expect(page?.total).toBe(page?.lines.length);
    expect(page?.roll.tasks).toBe(1);
    const all = await rollLines(database(), stage.committee[0], { rollId: whole, filter });
    expect(all?.total).toBeGreaterThan(page?.total ?? 0);
    const foreign = all?.lines.find((line) => line.unitPath === stage.tree.kreis3.path);
    const lineId = foreign?.lineId ?? '';
    expect(await rollLine(database(), stage.officer, { rollId: whole, lineId })).toBeNull();
    expect(await rollLine(database(), stage.committee[0], { rollId: whole, lineId })).not.toBeNull();
    const elsewhere = rollFilter.parse({ unit: stage.tree.kreis3.path });
    expect(await rollLines(database(), stage.officer, { rollId: whole, filter: elsewhere })).toMatchObject({
      total: 0,
    });
  });

  it('a member finds only the own rolls, and no proof before the seal', async () => {
    const member = people.member as Actor;
    const mine = await ownRolls(database(), member);
    expect(mine.map((one) => one.roll.rollId).sort()).toEqual([whole, north].sort());
    expect(await ownProof(database(), member, whole)).toBeNull();
    expect(await ownRolls(database(), anonymous)).toEqual([]);
  });
});

describe('the list of lines', () => {
  it('filters by verdict, reason, unit and number', async () => {
    const found = async (query: object) => {
      const page = await rollLines(database(), stage.committee[0], {
        rollId: whole,
        filter: rollFilter.parse(query),
      });
      return page?.lines ?? [];
    };
    expect(await found({ verdict: 'unknown' })).toMatchObject([
      { reasons: [{ code: 'birth-date-unknown' }] },
    ]);
    expect(await found({ reason: 'birth-date-unknown' })).toHaveLength(1);
    expect(await found({ number: '1' })).toMatchObject([{ number: 1, verdict: 'yes' }]);
    const kreis3 = await found({ unit: stage.tree.kreis3.path });
    expect(kreis3.map((line) => line.unitName)).toEqual(['Kreis Ingolstadt']);
  });

  it('leaves out what the address says in nonsense', () => {
    const nonsense = { verdict: 'maybe', reason: "'; drop", unit: '/%/', number: '-1', after: '1e9' };
    expect(rollFilter.parse(nonsense)).toEqual({});
  });
});
