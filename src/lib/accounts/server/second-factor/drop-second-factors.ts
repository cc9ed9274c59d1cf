import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { lockedAccount } from '../accounts.ts';
import { useToken } from '../mail/mailed-tokens.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { endSessionsOf } from '../session/end-sessions.ts';
import { account as accountTable, passkey, recoveryCode } from '../tables.ts';

/** Following the link of a reported loss, once its three days are over. Powers of offices rest until a new one is set up. */
export async function dropSecondFactors(actor: Actor, input: { readonly token: string }): Promise<Outcome> {
  return transact(async (tx) => {
    const used = await useToken(tx, input.token, ['second-factor-loss']);
    const account = used ? await lockedAccount(tx, used.accountId) : null;
    if (!account) return refuse(410, 'link-used-up');
    await tx
      .update(accountTable)
      .set({ totpSecret: null, totpLastStep: null })
      .where(eq(accountTable.id, account.id));
    await tx.delete(passkey).where(eq(passkey.accountId, account.id));
    await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, account.id));
    await endSessionsOf(tx, account.id);
    await recordFact(tx, actor, {
      kind: ACCOUNT_FACTS.secondFactorRemoved,
      subject: { kind: 'account', id: account.id },
    });
    await mailSecurityNotice(tx, account, 'second-factor-removed');
    return done();
  });
}
