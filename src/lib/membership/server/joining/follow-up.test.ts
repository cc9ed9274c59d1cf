import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { advanceClock, installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { mailsTo } from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { workOffJobs } from '../../../../../tests/support/jobs.ts';
import { houseToJoin, waiting } from '../../../../../tests/support/joining.ts';
import { officerOf, type SmallTree } from '../../../../../tests/support/people.ts';
import { addDays, dayOf } from '../../day.ts';
import { endMembership } from '../people/end-membership.ts';
import { admitApplicant } from './deciding/admit-applicant.ts';
import { followUpJobs } from './follow-up.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: Actor;
const today = dayOf(new Date());
beforeAll(async () => {
  db = await testDatabase();
  await installMovableClock();
  tree = await houseToJoin();
  officer = await officerOf(tree.kreis1);
});
afterAll(() => db.drop());

async function admitted(email: string, familyName: string): Promise<string> {
  const { id } = await waiting(email, { familyName });
  const outcome = await admitApplicant(officer, { applicationId: id, sameAs: 'nobody' });
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value.personId;
}
const subjectsTo = async (email: string) =>
  (await mailsTo(email)).map(({ subject }) => subject).filter((one) => /angekommen|zwei Wochen/.test(one));
async function workOffOn(day: string): Promise<void> {
  await advanceClock(database(), new Date(`${day}T08:00:00Z`));
  await workOffJobs(followUpJobs, { early: true });
}

describe('after the welcome', () => {
  it('a member hears twice more, once each, and who has left or died in between does not', async () => {
    const [stays, leaves, dies] = ['bleibt@example.org', 'geht@example.org', 'stirbt@example.org'] as const;
    await admitted(stays, 'Bleibt');
    const left = await admitted(leaves, 'Geht');
    const dead = await admitted(dies, 'Stirbt');
    await workOffJobs(followUpJobs, { early: true });
    for (const email of [stays, leaves, dies]) expect(await subjectsTo(email)).toEqual([]);
    await endMembership(officer, { personId: left, endedOn: today, reason: 'left' });
    await endMembership(officer, { personId: dead, endedOn: today, reason: 'died' });
    await workOffOn(addDays(today, 3));
    expect(await subjectsTo(stays)).toHaveLength(1);
    await workOffOn(addDays(today, 14));
    await workOffJobs(followUpJobs, { early: true });
    expect(await subjectsTo(stays)).toHaveLength(2);
    for (const email of [leaves, dies]) expect(await subjectsTo(email)).toEqual([]);
  });
});
