import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { addDays } from '../../day.ts';
import { endOffice } from '../offices/end-office.ts';
import { endMembership } from '../people/end-membership.ts';
import { giveOffice } from '../people/enrolment.ts';
import { moveMember } from '../people/move-member.ts';
import { personPage } from '../people/person-page.ts';
import { recordDues } from '../people/record-dues.ts';
import { endSuspension } from '../standing/end-suspension.ts';
import { readmitMember } from '../standing/readmit-member.ts';
import { suspendMember } from '../standing/suspend-member.ts';
import { unitPage } from '../units/unit-page.ts';
import { standingOn } from './standing-on.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: PersonActor;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  const offices = (['membership-officer', 'board'] as const).map((kind) => ({ kind, unit: tree.bund }));
  officer = await actorOf(await makePerson({ memberOf: tree.kreis3, offices }), { secondFactor: true });
});
afterAll(() => db.drop());

const DAYS = 40;
const dayAt = (index: number): string => addDays('2024-01-01', index);
const UNITS = [111, 112, 1111] as const;

/** One line per day; what a command says is painted over the days it speaks of. */
interface Painted {
  unit: (number | null)[];
  rests: boolean[];
  holds: boolean[];
  duesSaid: (string | null)[];
}

const blank = (): Painted => ({
  unit: Array.from({ length: DAYS }, () => 111),
  rests: Array.from({ length: DAYS }, () => false),
  holds: Array.from({ length: DAYS }, () => false),
  duesSaid: Array.from({ length: DAYS }, (_, index) => (index === 0 ? 'paid' : null)),
});

function paint<T>(line: T[], value: T, days: { readonly from: number; readonly to?: number }): void {
  for (let index = days.from; index < Math.min(days.to ?? DAYS, DAYS); index++) line[index] = value;
}

const duesAt = (days: Painted, index: number): string | null =>
  days.duesSaid.slice(0, index + 1).findLast((one) => one !== null) ?? null;

interface Life {
  readonly personId: string;
  readonly days: Painted;
}

type Happening = (life: Life) => Promise<void>;

const index = fc.integer({ min: 0, max: DAYS - 1 });
const unit = fc.constantFrom(...UNITS);

const happenings = fc.oneof(
  fc.record({ at: index, unit }).map(({ at, unit: unitNumber }): Happening => async ({ personId, days }) => {
    const done = await moveMember(officer, { personId, unitNumber, movedOn: dayAt(at) });
    if (done.ok) paint(days.unit, unitNumber, { from: at });
  }),
  index.map((at): Happening => async ({ personId, days }) => {
    const done = await endMembership(officer, { personId, endedOn: dayAt(at), reason: 'left' });
    if (done.ok) {
      paint(days.unit, null, { from: at });
      paint(days.holds, false, { from: at });
    }
  }),
  fc.record({ at: index, unit }).map(({ at, unit: unitNumber }): Happening => async ({ personId, days }) => {
    const asked = { personId, unitNumber, joinedOn: dayAt(at), effectiveOn: null };
    if ((await readmitMember(officer, asked)).ok) paint(days.unit, unitNumber, { from: at });
  }),
  fc
    .record({ at: index, standing: fc.constantFrom('paid', 'exempt', 'in-arrears') })
    .map(({ at, standing }): Happening => async ({ personId, days }) => {
      const said = { personId, standing: standing as 'paid', since: dayAt(at) };
      if ((await recordDues(officer, said)).ok) days.duesSaid[at] = standing;
    }),
  fc
    .record({ from: index, more: fc.integer({ min: 1, max: 9 }), less: index })
    .map(({ from, more, less }): Happening => async ({ personId, days }) => {
      const to = from + more;
      const reason = 'Beschluss vom Montag';
      const asked = { personId, fromOn: dayAt(from), toOn: dayAt(to), reason };
      if ((await suspendMember(officer, asked)).ok) paint(days.rests, true, { from, to });
      const page = await personPage(officer, personId);
      const mine = page?.suspensions.find((one) => one.fromOn === dayAt(from));
      if (!mine) return;
      const ended = { personId, suspensionId: mine.suspensionId, toOn: dayAt(less) };
      if ((await endSuspension(officer, ended)).ok) paint(days.rests, false, { from: less, to });
    }),
  fc
    .record({ from: index, more: fc.integer({ min: 0, max: 9 }) })
    .map(({ from, more }): Happening => async ({ personId, days }) => {
      if (days.holds.some(Boolean)) return;
      const given = { personId, unitId: tree.kreis1.id, kind: 'auditor', fromOn: dayAt(from) } as const;
      const officeId = await transact((tx) => giveOffice(tx, given));
      const done = await endOffice(officer, { officeId, toOn: dayAt(from + more) });
      paint(days.holds, true, done.ok ? { from, to: from + more } : { from });
    }),
);

async function asPainted(personId: string, at: number, known: Date | null) {
  const stood = await standingOn(database(), personId, { on: dayAt(at), known });
  const runs = stood.status === 'active' || stood.status === 'waiting';
  return {
    unit: runs ? stood.membership?.unitNumber : null,
    rests: stood.suspension !== null,
    holds: stood.offices.length > 0,
    dues: stood.dues?.standing ?? null,
  };
}

const wanted = (days: Painted, at: number) => ({
  ...{ unit: days.unit[at], rests: days.rests[at], holds: days.holds[at] },
  dues: duesAt(days, at),
});

/** A moment after everything written so far and before everything written later. */
async function betweenWritings(): Promise<Date> {
  const moment = new Date((await houseNow(database())).getTime() + 1);
  while ((await houseNow(database())) <= moment) await new Promise((resolve) => setTimeout(resolve, 1));
  return moment;
}

describe('what held on a day', () => {
  const lives: Life[] = [];

  it('is what painting every command over its days says, also as it was known at any moment before', async () => {
    const story = fc.record({ steps: fc.array(happenings, { minLength: 1, maxLength: 7 }), look: index });
    const play = async ({ steps, look }: { steps: Happening[]; look: number }) => {
      const personId = await makePerson({ memberOf: tree.kreis1, joinedOn: dayAt(0), effectiveOn: null });
      const life = { personId, days: blank() };
      lives.push(life);
      const remembered = [{ moment: await betweenWritings(), days: structuredClone(life.days) }];
      for (const step of steps) {
        await step(life);
        remembered.push({ moment: await betweenWritings(), days: structuredClone(life.days) });
      }
      for (let at = 0; at < DAYS; at += 3) {
        expect(await asPainted(personId, at, null)).toEqual(wanted(life.days, at));
      }
      for (const { moment, days } of remembered) {
        expect(await asPainted(personId, look, moment)).toEqual(wanted(days, look));
      }
    };
    await fc.assert(fc.asyncProperty(story, play), { numRuns: 30 });
  });

  it('adds up to the members of a unit and everything below it', async () => {
    for (let at = 0; at < DAYS; at += 5) {
      for (const [number, below] of [
        [111, [111, 1111]],
        [112, [112]],
        [1111, [1111]],
        [11, [111, 112, 1111]],
      ] as const) {
        const page = await unitPage(officer, number, dayAt(at));
        const there = lives.filter(({ days }) => (below as readonly unknown[]).includes(days.unit[at]));
        expect(page?.numbers?.members, `${number} on ${dayAt(at)}`).toBe(there.length);
      }
    }
  });
});
