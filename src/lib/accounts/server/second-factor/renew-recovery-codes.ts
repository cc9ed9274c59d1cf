import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { hasSecondFactor } from '../../second-factor.ts';
import { ownAccount } from '../accounts.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { needsRecentSignIn } from '../recent.ts';
import { writeRecoveryCodes } from './recovery-codes.ts';
import { secondFactorsOf } from './second-factors.ts';

export async function renewRecoveryCodes(
  actor: Actor,
): Promise<Outcome<{ readonly codes: readonly string[] }>> {
  return transact(async (tx) => {
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const account = await ownAccount(tx, actor);
    if (!account) return refuse(401, 'sign-in-first');
    if (!hasSecondFactor(await secondFactorsOf(tx, account))) return refuse(409, 'second-factor-first');
    await mailSecurityNotice(tx, account, 'recovery-codes-renewed');
    return done({ codes: await writeRecoveryCodes(tx, account.id) });
  });
}
