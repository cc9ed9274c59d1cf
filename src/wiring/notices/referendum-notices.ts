import { recipientsOf } from '#lib/accounts/server/index.ts';
import type { Fact } from '#lib/platform/facts.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { Reaction } from '#lib/platform/server/facts.server.ts';
import { enqueue, enqueueTimed } from '#lib/platform/server/jobs/jobs.server.ts';
import type { ReferendumFact } from '#lib/referendums/facts.ts';
import {
  decidedObjection,
  noticeSubject,
  type NoticeSubject,
  trusteePersons,
} from '#lib/referendums/server/views/notice-subject.ts';
import { writeObjectionDecision, writeTrusteeCall } from './letters.ts';
import { reminderTime } from './roll-mails.ts';

type Teller = (tx: Tx, subject: NoticeSubject, fact: Fact) => Promise<void>;

const TELLERS: Partial<Record<ReferendumFact['kind'], Teller>> = {
  'referendums.referendum-opened': tellOpened,
  'referendums.referendum-closed': (tx, { uuid }) => mailRoll(tx, uuid, 'closed'),
  'referendums.ceremony-begun': (tx, subject) => callTrustees(tx, subject, { why: 'keys', round: '1' }),
  'referendums.ceremony-restarted': (tx, subject, fact) =>
    callTrustees(tx, subject, { why: 'again', round: String(fact.detail?.attempt ?? '2') }),
  'referendums.count-begun': (tx, subject) => callTrustees(tx, subject, { why: 'count', round: '1' }),
  'referendums.objection-decided': tellDecision,
};

/** Who is mailed when something happens to a referendum. */
export const referendumNotices: Reaction = async (tx, fact) => {
  const tell = TELLERS[fact.kind as ReferendumFact['kind']];
  const subject = tell && (await noticeSubject(tx, fact.subject.id));
  if (subject) await tell(tx, subject, fact);
};

async function mailRoll(tx: Tx, uuid: string, occasion: 'opened' | 'closed'): Promise<void> {
  await enqueue(tx, 'mail-roll', { uuid, occasion });
}

async function tellOpened(tx: Tx, subject: NoticeSubject): Promise<void> {
  const { uuid } = subject;
  await mailRoll(tx, uuid, 'opened');
  const wait = reminderTime(subject).getTime() - (await houseNow(tx)).getTime();
  const startAfterSeconds = Math.max(1, Math.ceil(wait / 1000));
  await enqueueTimed(tx, { job: 'mail-roll', payload: { uuid, occasion: 'ending' }, startAfterSeconds });
}

async function callTrustees(
  tx: Tx,
  subject: NoticeSubject,
  call: { readonly why: 'keys' | 'again' | 'count'; readonly round: string },
): Promise<void> {
  for (const to of await recipientsOf(tx, await trusteePersons(tx, subject.uuid))) {
    await writeTrusteeCall(tx, to, { subject, ...call });
  }
}

async function tellDecision(tx: Tx, subject: NoticeSubject, fact: Fact): Promise<void> {
  const id = String(fact.detail?.objection ?? '');
  const decided = id ? await decidedObjection(tx, subject.uuid, id) : null;
  if (!decided) return;
  const { personId, decision, reason } = decided;
  for (const to of await recipientsOf(tx, [personId])) {
    await writeObjectionDecision(tx, to, { subject, id, decision, reason });
  }
}
