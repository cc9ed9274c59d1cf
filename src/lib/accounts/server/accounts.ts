import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { addressKey } from '../account.ts';
import { account } from './tables.ts';

export type AccountRow = typeof account.$inferSelect;

/** Open accounts only: a closed one is to everybody as if it were not there. */
const isOpen = sql`${account.closedAt} is null`;

/** Internal to accounts: by its sign-in address, whoever asks. */
export async function accountByAddress(reader: Reader, address: string): Promise<AccountRow | null> {
  const [row] = await reader
    .select()
    .from(account)
    .where(sql`lower(${account.email}) = ${addressKey(address)} and ${isOpen}`);
  return row ?? null;
}

export async function accountById(reader: Reader, id: string): Promise<AccountRow | null> {
  const [row] = await reader
    .select()
    .from(account)
    .where(sql`${account.id} = ${id} and ${isOpen}`);
  return row ?? null;
}

/** Locked until the transaction ends. */
export async function lockedAccount(tx: Tx, id: string): Promise<AccountRow | null> {
  const [row] = await tx.select().from(account).where(eq(account.id, id)).for('update');
  return row && row.closedAt === null ? row : null;
}

/** The actor's own account, locked. */
export async function ownAccount(tx: Tx, actor: Actor): Promise<AccountRow | null> {
  return actor.kind === 'person' ? lockedAccount(tx, actor.accountId) : null;
}
