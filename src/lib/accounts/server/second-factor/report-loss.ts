import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { LOSS_WAIT_HOURS } from '../../second-factor.ts';
import { lockedAccount } from '../accounts.ts';
import { isJustIssued, issueToken } from '../mail/mailed-tokens.ts';
import { mailSecondFactorLoss } from '../mail/mails.ts';
import { accountOfStep, isStepOf } from '../sign-in/entrance.ts';

/**
 * Device and recovery codes are gone, the password is known: a link is mailed that takes the second factor away,
 * but only after three days, in which every sign-in with it withdraws the link.
 */
export async function reportSecondFactorLoss(
  _actor: Actor,
  input: { readonly step: string },
): Promise<Outcome> {
  return transact(async (tx) => {
    const now = await houseNow(tx);
    const accountId = accountOfStep(input.step, now);
    const account = accountId ? await lockedAccount(tx, accountId) : null;
    if (!account || !isStepOf(input.step, account, now)) return refuse(401, 'second-step-too-late');
    if (await isJustIssued(tx, account.id, 'second-factor-loss')) return done();
    const token = await issueToken(tx, {
      purpose: 'second-factor-loss',
      accountId: account.id,
      hours: 24 * 7,
      afterHours: LOSS_WAIT_HOURS,
    });
    const from = new Date(now.getTime() + LOSS_WAIT_HOURS * 3_600_000);
    await mailSecondFactorLoss(tx, account, { token, from });
    return done();
  });
}
