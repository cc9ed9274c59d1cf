import { asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { issueToken } from './mail/mailed-tokens.ts';
import { mailActivation } from './mail/mails.ts';
import { account } from './tables.ts';

const JOB = 'accounts-send-invitations';
const AT_ONCE = 100;
const LINK_HOURS = 24 * 14;

export async function enqueueInvitations(tx: Tx): Promise<void> {
  await enqueueTimed(tx, { job: JOB, payload: {}, singletonKey: JOB });
}

export const invitationJobs: JobDefinition[] = [{ name: JOB, schema: z.object({}), run: sendInvitations }];

/** A hundred per transaction, each together with the note that it is written: a crash repeats none. */
async function sendInvitations(): Promise<void> {
  while (await sendSome());
}

async function sendSome(): Promise<boolean> {
  return transact(async (tx) => {
    const due = await tx
      .select()
      .from(account)
      .where(eq(account.invitationDue, true))
      .orderBy(asc(account.id))
      .limit(AT_ONCE)
      .for('update', { skipLocked: true });
    if (due.length === 0) return false;
    for (const row of due) {
      if (row.passwordHash !== null || row.closedAt) continue;
      const token = await issueToken(tx, { purpose: 'activation', accountId: row.id, hours: LINK_HOURS });
      await mailActivation(tx, row, token);
    }
    const ids = due.map((row) => row.id);
    await tx.update(account).set({ invitationDue: false }).where(inArray(account.id, ids));
    return true;
  });
}
