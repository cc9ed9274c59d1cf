import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { addressKey } from '../../account.ts';
import type { RequestAddressChange } from '../../address-change.ts';
import { accountByAddress, ownAccount } from '../accounts.ts';
import { addressObjection } from '../address-guard.ts';
import { isJustIssued, issueToken } from '../mail/mailed-tokens.ts';
import { mailAddressConfirmation, mailAddressTaken, mailSecurityNotice } from '../mail/mails.ts';
import { needsRecentSignIn } from '../recent.ts';

/**
 * Mails a link to the new address and tells the old one. Whether the new address already belongs to another
 * account is told to that account alone, never to the one who asks.
 */
export async function requestAddressChange(actor: Actor, { email }: RequestAddressChange): Promise<Outcome> {
  return transact(async (tx) => {
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const account = await ownAccount(tx, actor);
    if (!account) return refuse(401, 'sign-in-first');
    if (account.persona !== null) return refuse(409, 'persona-keeps-address');
    if (addressKey(email) === addressKey(account.email)) {
      return refuse(422, 'address-unchanged', { fields: { email: 'address-unchanged' } });
    }
    const objection = await addressObjection(tx, account.personId);
    if (objection) return objection;
    if (await isJustIssued(tx, account.id, 'address')) return refuse(429, 'mail-just-sent');
    const token = await issueToken(tx, {
      purpose: 'address',
      accountId: account.id,
      detail: email,
      hours: 24,
    });
    await mailSecurityNotice(tx, account, 'address-change-asked');
    const other = await accountByAddress(tx, email);
    if (other) await mailAddressTaken(tx, other);
    else await mailAddressConfirmation(tx, { email, locale: account.locale }, token);
    return done();
  });
}
