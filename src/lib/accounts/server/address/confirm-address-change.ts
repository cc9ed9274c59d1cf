import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { lockedAccount } from '../accounts.ts';
import { addressObjection } from '../address-guard.ts';
import { useToken } from '../mail/mailed-tokens.ts';
import { changeAddress } from './change-address.ts';

/** Following the link in the new mailbox. A roll sealed in between still refuses. */
export async function confirmAddressChange(
  actor: Actor,
  input: { readonly token: string },
): Promise<Outcome> {
  return transact(async (tx) => {
    const used = await useToken(tx, input.token, ['address']);
    const account = used ? await lockedAccount(tx, used.accountId) : null;
    if (!account || !used?.detail) return refuse(410, 'link-used-up');
    const objection = await addressObjection(tx, account.personId);
    if (objection) return objection;
    const isChanged = await changeAddress(tx, actor, { account, email: used.detail });
    return isChanged ? done() : refuse(410, 'link-used-up');
  });
}
