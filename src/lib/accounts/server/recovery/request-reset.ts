import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { enqueue, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import type { RequestReset, Visit } from '../../sign-in.ts';
import { accountByAddress } from '../accounts.ts';
import { isJustIssued, issueToken } from '../mail/mailed-tokens.ts';
import { mailActivation, mailReset } from '../mail/mails.ts';
import { openSeal, seal } from '../secret/seal.ts';
import { countTry } from '../sign-in/tries.ts';

const JOB = 'accounts-answer-reset';

/**
 * The same work and the same answer for every address: whether it is anybody's is found out later, in a job. Its
 * payload is sealed, since an address that was typed here must not lie in the queue's archive.
 */
export async function requestReset(
  _actor: Actor,
  { email, visit }: RequestReset & { readonly visit: Visit },
): Promise<Outcome> {
  const waiting = await countTry([{ kind: 'mail', about: visit.network }]);
  if (waiting) return waiting;
  return transact(async (tx) => {
    const sealed = seal('reset-request', { email }, { minutes: 24 * 60, now: await houseNow(tx) });
    await enqueue(tx, JOB, { sealed });
    return done();
  });
}

const payload = z.object({ sealed: z.string().max(2000) });
const shape = z.object({ email: z.string() });

export const resetJobs: JobDefinition[] = [{ name: JOB, schema: payload, run: answerReset }];

/** Whoever never followed the activation link gets a new one; nobody gets more than one mail in five minutes. */
async function answerReset({ sealed }: z.infer<typeof payload>): Promise<void> {
  await transact(async (tx) => {
    const request = openSeal('reset-request', sealed, { shape, now: await houseNow(tx) });
    const account = request ? await accountByAddress(tx, request.email) : null;
    if (!account) return;
    const purpose = account.passwordHash === null ? 'activation' : 'reset';
    if (await isJustIssued(tx, account.id, purpose)) return;
    const token = await issueToken(tx, {
      purpose,
      accountId: account.id,
      hours: purpose === 'reset' ? 2 : 24 * 14,
    });
    await (purpose === 'reset' ? mailReset : mailActivation)(tx, account, token);
  });
}
