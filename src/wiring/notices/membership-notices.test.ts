import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/server/tables.ts';
import { addDays, dayOf } from '#lib/membership/day.ts';
import { endMembership } from '#lib/membership/server/people/end-membership.ts';
import { leaveParty } from '#lib/membership/server/standing/leave-party.ts';
import { answerTransfer } from '#lib/membership/server/transfers/answer-transfer.ts';
import { applyForTransfer } from '#lib/membership/server/transfers/apply-for-transfer.ts';
import { transfers } from '#lib/membership/server/transfers/transfers.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { mail } from '#lib/platform/server/tables.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { actorOf, makePerson, officerOf, plantTree, type SmallTree } from '../../../tests/support/people.ts';
import { registerReactions } from '../reactions.ts';

let db: TestDatabase;
let tree: SmallTree;
beforeAll(async () => {
  db = await testDatabase();
  tree = await plantTree();
  registerReactions();
});
afterAll(async () => {
  await stopSender();
  await db.drop();
});

const tomorrow = addDays(dayOf(new Date()), 1);

async function withAccount(personId: string, locale: 'de' | 'en' = 'de'): Promise<string> {
  const email = `${personId}@example.org`;
  await database().insert(account).values({ personId, email, locale });
  return email;
}

async function mailsDuring(work: () => Promise<unknown>) {
  const before = new Set((await database().select().from(mail)).map((one) => one.id));
  await work();
  return (await database().select().from(mail)).filter((one) => !before.has(one.id));
}

describe('who is told that a member leaves', () => {
  it('is the member and those who look after members, each in their language', async () => {
    const near = await officerOf(tree.kreis1);
    const far = await officerOf(tree.land1);
    const [nearMail] = [await withAccount(near.personId, 'en'), await withAccount(far.personId)];
    const personId = await makePerson({ memberOf: tree.ort1, givenName: 'Ada', familyName: 'Geht' });
    const own = await withAccount(personId);
    const me = await actorOf(personId);
    const sent = await mailsDuring(() => leaveParty(me, { endedOn: tomorrow, understood: 'yes' }));
    expect(sent.map((one) => [one.recipient, one.subject]).sort()).toEqual(
      [
        [own, 'Dein Austritt'],
        [nearMail, 'Leaving: Ada Geht'],
      ].sort(),
    );
  });

  it('is the member alone where an officer entered it, and nobody at a death', async () => {
    const officer = await officerOf(tree.kreis2);
    await withAccount(officer.personId);
    const end = async (reason: 'left' | 'died') => {
      const personId = await makePerson({ memberOf: tree.kreis2 });
      const own = await withAccount(personId);
      const endedOn = '2026-03-01';
      const sent = await mailsDuring(() => endMembership(officer, { personId, endedOn, reason }));
      return sent.map((one) => (one.recipient === own ? 'the member' : one.recipient));
    };
    expect(await end('left')).toEqual(['the member']);
    expect(await end('died')).toEqual([]);
  });
});

describe('who is told of a transfer', () => {
  it('are both boards at the beginning and the member at the end', async () => {
    const giving = await officerOf(tree.kreis2);
    const receiving = await officerOf(tree.kreis3);
    const mails = [await withAccount(giving.personId), await withAccount(receiving.personId, 'en')];
    const personId = await makePerson({ memberOf: tree.kreis2, givenName: 'Ada', familyName: 'Zieht' });
    const own = await withAccount(personId);
    const me = await actorOf(personId);
    const wish = { unitNumber: 121, wishedOn: tomorrow, note: '' };
    const asked = await mailsDuring(() => applyForTransfer(me, wish));
    const expected = mails.map((one, at) => [one, at === 0 ? 'Wechsel: Ada Zieht' : 'Transfer: Ada Zieht']);
    expect(asked.map((one) => [one.recipient, one.subject])).toEqual(expect.arrayContaining(expected));
    expect(asked.map((one) => one.recipient)).not.toContain(own);
    const page = (await transfers(giving))?.find((row) => row.personId === personId);
    const answer = { transferId: page!.id, decision: 'agreed', reason: '' } as const;
    const first = await mailsDuring(() => answerTransfer(giving, { ...answer, side: 'giving' }));
    expect(first).toEqual([]);
    const last = await mailsDuring(() => answerTransfer(receiving, { ...answer, side: 'receiving' }));
    expect(last.map((one) => [one.recipient, one.subject])).toEqual([
      [own, 'Dein Wechsel nach Kreis Ingolstadt'],
    ]);
  });
});
