import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { accountByAddress, type AccountRow } from '../accounts.ts';
import { withdrawTokens } from '../mail/mailed-tokens.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { endSessionsOf } from '../session/end-sessions.ts';
import { account as accountTable } from '../tables.ts';

/** Writes the new address, tells the old one and ends every session; false when another account has it by now. */
export async function changeAddress(
  tx: Tx,
  actor: Actor,
  { account, email }: { readonly account: AccountRow; readonly email: string },
): Promise<boolean> {
  const other = await accountByAddress(tx, email);
  if (other && other.id !== account.id) return false;
  await mailSecurityNotice(tx, account, 'address-changed');
  await tx.update(accountTable).set({ email }).where(eq(accountTable.id, account.id));
  await withdrawTokens(tx, account.id, ['reset', 'activation', 'address']);
  const kept = actor.kind === 'person' && actor.accountId === account.id ? actor.sessionHash : null;
  await endSessionsOf(tx, account.id, kept);
  await recordFact(tx, actor, {
    kind: ACCOUNT_FACTS.addressChanged,
    subject: { kind: 'account', id: account.id },
  });
  return true;
}
