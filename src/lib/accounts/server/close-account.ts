import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { accountByAddress } from './accounts.ts';
import type { NewAccount } from './create-accounts.ts';
import { enqueueInvitations } from './send-invitations.ts';
import { endSessionsOf } from './session/end-sessions.ts';
import { account, mailedToken, passkey, recoveryCode } from './tables.ts';

async function idOf(tx: Tx, personId: string): Promise<string | null> {
  const [row] = await tx.select({ id: account.id }).from(account).where(eq(account.personId, personId));
  return row?.id ?? null;
}

/** Ends every session of a person at once, and rings for their open sockets. */
export async function endSessionsOfPerson(tx: Tx, personId: string): Promise<void> {
  const id = await idOf(tx, personId);
  if (id) await endSessionsOf(tx, id);
}

/** Exclusion, death: nobody signs in here again, and every key to it is destroyed. */
export async function closeAccountOf(tx: Tx, personId: string): Promise<void> {
  const id = await idOf(tx, personId);
  if (!id) return;
  const nothing = { passwordHash: null, totpSecret: null, totpLastStep: null, invitationDue: false };
  await tx
    .update(account)
    .set({ ...nothing, closedAt: sql`house_now()` })
    .where(eq(account.id, id));
  await tx.delete(passkey).where(eq(passkey.accountId, id));
  await tx.delete(recoveryCode).where(eq(recoveryCode.accountId, id));
  await tx.delete(mailedToken).where(eq(mailedToken.accountId, id));
  await endSessionsOf(tx, id);
}

/** Somebody came back: the account opens as if it were new, with an activation mail. Null where none was closed. */
export async function reopenAccountFor(
  tx: Tx,
  { personId, email, locale }: NewAccount,
): Promise<Outcome | null> {
  const isClosed = and(eq(account.personId, personId), isNotNull(account.closedAt));
  const [closed] = await tx.select({ id: account.id }).from(account).where(isClosed).for('update');
  if (!closed) return null;
  if (await accountByAddress(tx, email)) return refuse(409, 'address-taken');
  await tx
    .update(account)
    .set({ email: email.trim(), locale, closedAt: null, invitationDue: true })
    .where(eq(account.id, closed.id));
  await enqueueInvitations(tx);
  return done();
}
