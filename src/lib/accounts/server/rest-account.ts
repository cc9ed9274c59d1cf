import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { accountByAddress } from './accounts.ts';
import { endSessionsOf } from './session/end-sessions.ts';
import { account, mailedToken } from './tables.ts';

/**
 * Nobody signs in here for now: sessions and mailed links end, passwords and passkeys stay for the day it is woken. True
 * where there was an open account.
 */
export async function restAccountOf(tx: Tx, personId: string): Promise<boolean> {
  const isOpen = and(eq(account.personId, personId), isNull(account.closedAt));
  const [row] = await tx.select({ id: account.id }).from(account).where(isOpen).for('update');
  if (!row) return false;
  await tx
    .update(account)
    .set({ closedAt: sql`house_now()`, invitationDue: false })
    .where(eq(account.id, row.id));
  await tx.delete(mailedToken).where(eq(mailedToken.accountId, row.id));
  await endSessionsOf(tx, row.id);
  return true;
}

/** It opens again as it was, unless its address signs in somebody else by now. */
export async function wakeAccountOf(tx: Tx, personId: string): Promise<Outcome> {
  const isResting = and(eq(account.personId, personId), isNotNull(account.closedAt));
  const [row] = await tx.select().from(account).where(isResting).for('update');
  if (!row) return done();
  if (await accountByAddress(tx, row.email)) return refuse(409, 'address-taken');
  await tx.update(account).set({ closedAt: null }).where(eq(account.id, row.id));
  return done();
}
