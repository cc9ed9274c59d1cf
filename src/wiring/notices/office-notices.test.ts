import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/server/tables.ts';
import { membershipJobs } from '#lib/membership/server/jobs.ts';
import { endOffice } from '#lib/membership/server/offices/end-office.ts';
import { recordOffice } from '#lib/membership/server/offices/record-office.ts';
import type { PersonActor } from '#lib/platform/actor.ts';
import { addDays, dayOf } from '#lib/platform/calendar.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { mail } from '#lib/platform/server/tables.ts';
import { advanceClock, installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { workOffJobs } from '../../../tests/support/jobs.ts';
import { actorOf, makePerson, plantTree, type SmallTree } from '../../../tests/support/people.ts';
import { registerReactions } from '../reactions.ts';

let db: TestDatabase;
let tree: SmallTree;
let secretary: PersonActor;
let today = dayOf(new Date());
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  registerReactions();
  await installMovableClock();
  const id = await makePerson({ memberOf: tree.land1, offices: [{ kind: 'board', unit: tree.land1 }] });
  await withAddress(id, 'vorstand@example.org');
  secretary = await actorOf(id, { secondFactor: true });
});
afterAll(async () => {
  await stopSender();
  await db.drop();
});

async function withAddress(personId: string, email: string): Promise<void> {
  await database().insert(account).values({ personId, email, locale: 'de' });
}

const acting = (): PersonActor => ({ ...secretary, signedInAt: new Date(`${today}T12:00:00Z`) });

const ELECTED = { manner: 'elected', becauseOf: null } as const;
let people = 0;
/** Somebody elected to an office of a district whose own board is empty. */
async function elected(
  toOn: string,
  unitNumber = 111,
): Promise<{ officeId: string; email: string; memberNumber: string }> {
  people += 1;
  const number = `AMT-${people}`;
  const personId = await makePerson({
    number,
    memberOf: tree.kreis1,
    givenName: 'Ada',
    familyName: `Amt${people}`,
  });
  const email = `amt${people}@example.org`;
  await withAddress(personId, email);
  const given = {
    unitNumber,
    memberNumber: number,
    kind: 'moderator',
    fromOn: today,
    toOn,
    ...ELECTED,
  } as const;
  const outcome = await recordOffice(acting(), given);
  if (!outcome.ok) throw new Error(outcome.code);
  return { officeId: outcome.value.officeId, email, memberNumber: number };
}

async function mailsAfter(days: number): Promise<string[]> {
  const before = new Set((await database().select().from(mail)).map(({ id }) => id));
  today = addDays(today, days);
  await advanceClock(database(), new Date(`${today}T10:00:00Z`));
  await workOffJobs(membershipJobs, { early: true });
  const sent = (await database().select().from(mail)).filter(({ id }) => !before.has(id));
  return sent.map(({ recipient, subject }) => `${recipient}: ${subject}`).sort();
}

describe('a term that ends', () => {
  it('is told sixty and fourteen days before to its holder and to the board, once each', async () => {
    const toOn = addDays(today, 100);
    const { email } = await elected(toOn);
    expect(await mailsAfter(39)).toEqual([]);
    const told = await mailsAfter(1);
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(new RegExp(`^${email}: Amtszeit endet am .*: Moderation`));
    expect(told[1]).toMatch(/^vorstand@example\.org: /);
    expect(await mailsAfter(1)).toEqual([]);
    expect(await mailsAfter(45)).toHaveLength(2);
    expect(await mailsAfter(1)).toEqual([]);
  });

  it('is not told where the end was moved: the new end is', async () => {
    const { officeId, email } = await elected(addDays(today, 100));
    expect(await endOffice(acting(), { officeId, toOn: addDays(today, 200) })).toMatchObject({ ok: true });
    expect(await mailsAfter(40)).toEqual([]);
    expect(await mailsAfter(46)).toEqual([]);
    expect((await mailsAfter(54)).map((line) => line.split(':')[0])).toEqual([email, 'vorstand@example.org']);
    await mailsAfter(46);
  });

  it('is not told once it is over', async () => {
    const { email } = await elected(addDays(today, 70));
    expect((await mailsAfter(70)).filter((line) => line.startsWith(email))).toEqual([]);
  });

  it('is not told where somebody follows', async () => {
    const first = await elected(addDays(today, 70), 112);
    await elected(addDays(today, 700), 112);
    expect((await mailsAfter(10)).filter((line) => line.startsWith(first.email))).toEqual([]);
  });

  it('that is too near for a reminder gets only those still ahead', async () => {
    const { email } = await elected(addDays(today, 20));
    expect((await mailsAfter(6)).filter((line) => line.startsWith(email))).toHaveLength(1);
    expect((await mailsAfter(10)).filter((line) => line.startsWith(email))).toEqual([]);
  });

  it('of an office held ex officio is told with the one it follows from', async () => {
    const { email, memberNumber } = await elected(addDays(today, 70));
    const held = { kind: 'delegate', manner: 'ex-officio', becauseOf: 'moderator', toOn: null } as const;
    const given = { unitNumber: 111, memberNumber, fromOn: today, ...held };
    expect((await recordOffice(acting(), given)).ok).toBe(true);
    expect((await mailsAfter(10)).filter((line) => line.startsWith(email))).toHaveLength(1);
  });
});
