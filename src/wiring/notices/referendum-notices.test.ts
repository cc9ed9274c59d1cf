import { eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account } from '#lib/accounts/server/tables.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { mail } from '#lib/platform/server/tables.ts';
import { decideObjection } from '#lib/referendums/server/committee/decide-objection.ts';
import { raiseObjection } from '#lib/referendums/server/raise-objection.ts';
import { referendum, voteObjection } from '#lib/referendums/server/tables.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import {
  drawTestCard,
  fresh,
  must,
  passTo,
  readyReferendum,
  type TestReferendum,
} from '../../../tests/support/referendum.ts';
import { noticeJobs, reminderTime } from './roll-mails.ts';

let db: TestDatabase;
let vote: TestReferendum;

beforeAll(async () => {
  db = await testDatabase();
  vote = await readyReferendum({ voters: 4, configuration: { objectionHours: 24 } });
  const values = vote.voters.map((personId) => ({ personId, email: `${personId}@example.org` }));
  await transact((tx) => tx.insert(account).values(values).onConflictDoNothing());
});
afterAll(async () => {
  await stopSender();
  await db.drop();
});

const job = (occasion: 'opened' | 'ending' | 'closed') =>
  noticeJobs[0]!.run({ uuid: vote.uuid, occasion } as never);
const mailsOf = (occasion: string) =>
  database()
    .select()
    .from(mail)
    .where(like(mail.dedupe, `referendum ${occasion} %`));

describe('what people are told of a referendum', () => {
  it('is nothing when a card is drawn', async () => {
    const before = await database().$count(mail);
    await drawTestCard(vote.uuid, vote.voters[0]!);
    expect(await database().$count(mail)).toBe(before);
    await job('opened');
    expect(await mailsOf('opened')).toEqual([]);
  });

  it('is at the opening, for everyone on the roll, whether a card was drawn in their name', async () => {
    await passTo(vote.opensAt);
    await job('opened');
    const sent = await mailsOf('opened');
    expect(sent.map((one) => one.recipient).sort()).toEqual(
      vote.voters.map((id) => `${id}@example.org`).sort(),
    );
    const told = sent.filter((one) => one.body.includes('wurde eine Stimmkarte gezogen'));
    expect(told.map((one) => one.recipient)).toEqual([`${vote.voters[0]}@example.org`]);
  });

  it('is not told twice when the job runs again', async () => {
    await job('opened');
    expect(await mailsOf('opened')).toHaveLength(4);
  });

  it('is told again before the end, and not before that', async () => {
    await job('ending');
    expect(await mailsOf('ending')).toEqual([]);
    await passTo(reminderTime(vote));
    await job('ending');
    expect(await mailsOf('ending')).toHaveLength(4);
  });

  it('is told at the close, and what was drawn since is in it', async () => {
    await drawTestCard(vote.uuid, vote.voters[1]!);
    await passTo(vote.closesAt);
    await job('closed');
    const told = (await mailsOf('closed')).filter((one) =>
      one.body.includes('wurde eine Stimmkarte gezogen'),
    );
    expect(told).toHaveLength(2);
    await job('opened');
    expect(await mailsOf('opened')).toHaveLength(4);
  });

  it('is the decision, for whoever objected and nobody else', async () => {
    const [row] = await database().select().from(referendum).where(eq(referendum.uuid, vote.uuid));
    expect(row?.state).toBe('objection');
    const who = await fresh(vote.voters[2]!);
    const body = 'Mein Stimmzettel fehlt im Protokoll.';
    must(await raiseObjection(who, { uuid: vote.uuid, kind: 'missing-receipt', body, receipt: '' }));
    const [raised] = await database().select().from(voteObjection);
    const reason = 'Die Prüfnummer steht im zweiten Bündel.';
    const member = await fresh(vote.committee[0].personId);
    must(await decideObjection(member, { uuid: vote.uuid, id: raised!.id, decision: 'dismissed', reason }));
    const sent = await database().select().from(mail).where(like(mail.dedupe, 'objection %'));
    expect(sent.map((one) => one.recipient)).toEqual([`${vote.voters[2]}@example.org`]);
    expect(sent[0]?.body).toContain(reason);
  });
});
