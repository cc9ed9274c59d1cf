import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { system, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { enqueueTimed, type JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import {
  ADDRESS_CHANGE_WAIT_HOURS,
  approvalTrouble,
  effectiveAt,
  stateOfAddressChange,
} from '../../address-change.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { lockedAccount } from '../accounts.ts';
import { issueToken } from '../mail/mailed-tokens.ts';
import { mailAddressChangeAnnounced } from '../mail/mails.ts';
import { needsRecentSignIn } from '../recent.ts';
import { addressChange } from '../tables.ts';
import { changeAddress } from './change-address.ts';
import { lockedChange } from './open-changes.ts';

const JOB = 'accounts-apply-address-change';

/** The second of two officers; the old address is told and has 72 hours to stop it. */
export async function approveAddressChange(actor: Actor, { id }: { readonly id: string }): Promise<Outcome> {
  return transact(async (tx) => {
    const change = await lockedChange(tx, actor, id);
    if (!change || actor.kind !== 'person') return refuse(404, 'not-found');
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const now = await houseNow(tx);
    const trouble = approvalTrouble(change, actor.personId, now);
    if (trouble) return refuse(409, trouble);
    const from = effectiveAt(now);
    await tx
      .update(addressChange)
      .set({ approvedBy: actor.personId, effectiveAt: from })
      .where(eq(addressChange.id, id));
    const account = await lockedAccount(tx, change.accountId);
    if (!account) return refuse(409, 'address-change-decided');
    const token = await issueToken(tx, {
      purpose: 'stop-address-change',
      accountId: account.id,
      detail: id,
      hours: ADDRESS_CHANGE_WAIT_HOURS,
    });
    const oldAddress = { email: change.oldEmail, locale: account.locale };
    await mailAddressChangeAnnounced(tx, oldAddress, { token, from });
    await enqueueTimed(tx, {
      job: JOB,
      payload: { id },
      startAfterSeconds: ADDRESS_CHANGE_WAIT_HOURS * 3600,
    });
    const subject = { kind: 'address-change', id };
    await recordFact(tx, actor, { kind: ACCOUNT_FACTS.addressChangeApproved, subject });
    await recordEvidence(tx, actor, { code: 'address-change-approved', subject });
    return done();
  });
}

const payload = z.object({ id: z.uuid() });

export const addressChangeJobs: JobDefinition[] = [{ name: JOB, schema: payload, run: applyAddressChange }];

/** Applies it once its time has come by the house's clock; asks again later when it has not. */
export async function applyAddressChange({ id }: z.infer<typeof payload>): Promise<void> {
  await transact(async (tx) => {
    const [change] = await tx.select().from(addressChange).where(eq(addressChange.id, id)).for('update');
    if (!change) return;
    const now = await houseNow(tx);
    const state = stateOfAddressChange(change, now);
    if (state === 'waiting' && change.effectiveAt) {
      const startAfterSeconds = Math.ceil((change.effectiveAt.getTime() - now.getTime()) / 1000) + 1;
      await enqueueTimed(tx, { job: JOB, payload: { id }, startAfterSeconds });
    }
    if (state !== 'due') return;
    const house = system('address-change');
    const account = await lockedAccount(tx, change.accountId);
    const isChanged = account ? await changeAddress(tx, house, { account, email: change.newEmail }) : false;
    await tx
      .update(addressChange)
      .set(isChanged ? { appliedAt: now } : { stoppedAt: now })
      .where(eq(addressChange.id, id));
    const code = isChanged ? 'address-change-applied' : 'address-change-failed';
    await recordEvidence(tx, house, { code, subject: { kind: 'address-change', id } });
  });
}
