import { z } from 'zod';
import { entitledLine, entitledPersons } from '#lib/eligibility/server/index.ts';
import { recipientsOf } from '#lib/accounts/server/index.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { isDrawn } from '#lib/referendums/server/views/member-view.ts';
import { noticeSubject, type NoticeSubject } from '#lib/referendums/server/views/notice-subject.ts';
import { writeRollMail } from './letters.ts';

/** Occasions on which everyone on the roll is told whether a card was drawn in their name. */
export const OCCASIONS = ['opened', 'ending', 'closed'] as const;
export type Occasion = (typeof OCCASIONS)[number];

const order = z.object({ uuid: z.string(), occasion: z.enum(OCCASIONS) });
const HOUR_MS = 3_600_000;

/** A day before the end; for a short vote when three quarters of it are over. */
export function reminderTime({ opensAt, closesAt }: Pick<NoticeSubject, 'opensAt' | 'closesAt'>): Date {
  const length = closesAt.getTime() - opensAt.getTime();
  return new Date(closesAt.getTime() - Math.min(24 * HOUR_MS, length / 4));
}

/**
 * Mails everyone on the roll. Yes or no is asked of the draw marks here, when the mails are written, for all at once: a
 * draw leaves no mail of its own. Run again it writes nothing new: one mail per person and occasion.
 */
async function mailRoll({ uuid, occasion }: z.infer<typeof order>): Promise<void> {
  const subject = await noticeSubject(database(), uuid);
  if (!subject?.rollId || !isTimely(occasion, subject)) return;
  if (occasion === 'ending' && (await houseNow(database())) < reminderTime(subject)) {
    return transact((tx) =>
      enqueueTimed(tx, { job: 'mail-roll', payload: { uuid, occasion }, startAfterSeconds: 600 }),
    );
  }
  for await (const people of entitledPersons(database(), subject.rollId)) {
    await mailPeople(subject, occasion, people);
  }
}

function isTimely(occasion: Occasion, { state }: NoticeSubject): boolean {
  if (occasion === 'closed') return state !== 'aborted' && state !== 'open';
  return state === 'open';
}

async function mailPeople(
  subject: NoticeSubject,
  occasion: Occasion,
  people: readonly string[],
): Promise<void> {
  const { uuid, rollId } = subject;
  if (!rollId) return;
  const recipients = await recipientsOf(database(), people);
  await transact(async (tx) => {
    for (const recipient of recipients) {
      const line = await entitledLine(tx, rollId, recipient.personId);
      if (!line) continue;
      const drawn = await isDrawn(tx, uuid, line.number);
      await writeRollMail(tx, recipient, { subject, occasion, drawn });
    }
  });
}

export const noticeJobs: readonly JobDefinition[] = [{ name: 'mail-roll', schema: order, run: mailRoll }];
