import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import type { ConfirmTotp } from '../../second-factor.ts';
import { ownAccount } from '../accounts.ts';
import { needsRecentSignIn } from '../recent.ts';
import { spendSeal } from '../secret/seal.ts';
import { account as accountTable } from '../tables.ts';
import { gainSecondFactor, type GainedSecondFactor } from './gain-second-factor.ts';
import { stepOfCode, storedSecret } from './totp.ts';
import { offeredSecret } from './totp-offer.ts';

/** The app shows the right code for the secret it scanned: from now on it is asked for at every sign-in. */
export async function confirmTotp(actor: Actor, input: ConfirmTotp): Promise<Outcome<GainedSecondFactor>> {
  return transact(async (tx) => {
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const account = await ownAccount(tx, actor);
    if (!account || actor.kind !== 'person') return refuse(401, 'sign-in-first');
    if (account.totpSecret) return refuse(409, 'totp-already-set');
    const base32 = offeredSecret(input.sealed, account.id, await houseNow(tx));
    if (!base32) return refuse(410, 'totp-offer-too-old');
    const code = input.code.replace(/\s/g, '');
    const step = stepOfCode(base32, code, { lastStep: null, now: new Date() });
    if (step === null) return refuse(422, 'code-wrong', { fields: { code: 'code-wrong' } });
    if (!(await spendSeal(tx, input.sealed))) return refuse(410, 'totp-offer-too-old');
    await tx
      .update(accountTable)
      .set({ totpSecret: storedSecret(base32), totpLastStep: step })
      .where(eq(accountTable.id, account.id));
    return done(await gainSecondFactor(tx, actor, account));
  });
}
