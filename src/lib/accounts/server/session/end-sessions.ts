import { and, eq, ne } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { digestOf } from '../secret/digest.ts';
import { account, session } from '../tables.ts';

/** Ends the session with this id, if it is one, and rings for its open sockets. */
export async function endSessionId(tx: Tx, sessionId: string): Promise<void> {
  await endByHash(tx, digestOf(sessionId));
}

async function endByHash(tx: Tx, hash: string): Promise<void> {
  const [ended] = await tx
    .delete(session)
    .where(eq(session.hash, hash))
    .returning({ accountId: session.accountId });
  if (ended) await ringFor(tx, ended.accountId);
}

/** Ends every session of an account, but for the one with `keptHash`. */
export async function endSessionsOf(
  tx: Tx,
  accountId: string,
  keptHash: string | null = null,
): Promise<void> {
  const mine = eq(session.accountId, accountId);
  await tx.delete(session).where(keptHash === null ? mine : and(mine, ne(session.hash, keptHash)));
  await ringFor(tx, accountId);
}

async function ringFor(tx: Tx, accountId: string): Promise<void> {
  const [owner] = await tx
    .select({ personId: account.personId })
    .from(account)
    .where(eq(account.id, accountId));
  if (owner) await ringChanged(tx, { kind: 'person', id: owner.personId });
}
