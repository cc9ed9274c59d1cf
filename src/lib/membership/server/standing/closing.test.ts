import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { sendMail } from '#lib/platform/server/jobs/mail.server.ts';
import { mail } from '#lib/platform/server/tables.ts';
import { advanceClock, installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { mailsTo, makeAccount } from '../../../../../tests/support/accounts/accounts.ts';
import { testDatabase, type TestDatabase } from '../../../../../tests/support/database.ts';
import { workOffJobs } from '../../../../../tests/support/jobs.ts';
import { officerOf, plantTree, type SmallTree } from '../../../../../tests/support/people.ts';
import { addDays, dayOf } from '../../day.ts';
import type { EndMembership } from '../../membership.ts';
import { endMembership } from '../people/end-membership.ts';
import { closingJobs } from './close-later.ts';
import { takeBackEnd } from './take-back-end.ts';

let db: TestDatabase;
let tree: SmallTree;
let officer: Actor;
const today = dayOf(new Date());
const soon = addDays(today, 10);
beforeAll(async () => {
  db = await testDatabase();
  await installMovableClock();
  tree = await plantTree();
  officer = await officerOf(tree.kreis1);
});
afterAll(() => db.drop());

const member = () => makeAccount({ memberOf: tree.kreis1 });
const end = async (personId: string, endedOn: string, reason: EndMembership['reason']): Promise<void> => {
  const ended = await endMembership(officer, { personId, endedOn, reason });
  if (!ended.ok) throw new Error(ended.code);
};
const letterTo = (recipient: string) =>
  transact((tx) =>
    sendMail(tx, { dedupe: `letter ${recipient}`, recipient, subject: 'Einladung', body: 'Komm!' }),
  );
const canSignIn = async (personId: string) => (await accountOf(database(), personId)) !== null;

describe('a death', () => {
  it('calls back what waits to be mailed to the dead, and nothing else', async () => {
    const [dead, alive] = [await member(), await member()];
    for (const { email } of [dead, alive]) await letterTo(email);
    await end(dead.personId, today, 'died');
    expect(await mailsTo(dead.email)).toEqual([]);
    expect(await mailsTo(alive.email)).toHaveLength(1);
  });

  it('leaves the record of what was mailed before', async () => {
    const dead = await member();
    await letterTo(dead.email);
    await database().update(mail).set({ sentAt: new Date() }).where(eq(mail.recipient, dead.email));
    await end(dead.personId, today, 'died');
    expect(await mailsTo(dead.email)).toHaveLength(1);
  });
});

it('who leaves or is expelled still gets the mails that wait', async () => {
  for (const reason of ['left', 'expelled'] as const) {
    const { personId, email } = await member();
    await letterTo(email);
    await end(personId, today, reason);
    expect(await mailsTo(email)).toHaveLength(1);
  }
});

// The clock only goes forward, so this comes last.
describe('an expulsion for a day still to come', () => {
  it('closes the account on that day, unless it was taken back, and never of who only leaves', async () => {
    const [gone, mistaken, leaving] = [await member(), await member(), await member()];
    await end(gone.personId, soon, 'expelled');
    await end(mistaken.personId, soon, 'expelled');
    await end(leaving.personId, soon, 'left');
    await takeBackEnd(officer, { personId: mistaken.personId, why: 'Die Falsche getroffen.' });
    await workOffJobs(closingJobs, { early: true });
    for (const { personId } of [gone, mistaken, leaving]) expect(await canSignIn(personId)).toBe(true);
    await advanceClock(database(), new Date(`${soon}T08:00:00Z`));
    await workOffJobs(closingJobs, { early: true });
    expect(await canSignIn(gone.personId)).toBe(false);
    for (const { personId } of [mistaken, leaving]) expect(await canSignIn(personId)).toBe(true);
  });
});
