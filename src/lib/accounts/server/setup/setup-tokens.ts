import { eq, sql } from 'drizzle-orm';
import { base58Id } from '#lib/platform/ids.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { digestOf } from '../secret/digest.ts';
import { setupToken } from '../tables.ts';

/**
 * Called by every starting process. While the house belongs to nobody, prints a token that only who reads the
 * console has; the database keeps its hash, so that any process of the house can check it.
 */
export async function offerSetup(print: (token: string) => void): Promise<void> {
  const token = await transact(async (tx) => {
    if (await partyOfHouse(tx)) return null;
    await tx.execute(sql`delete from setup_token where created_at < house_now() - interval '7 days'`);
    const fresh = base58Id();
    await tx.insert(setupToken).values({ hash: digestOf(fresh) });
    return fresh;
  });
  if (token) print(token);
}

export async function isSetupToken(tx: Tx, token: string): Promise<boolean> {
  const [row] = await tx
    .select()
    .from(setupToken)
    .where(eq(setupToken.hash, digestOf(token)));
  return row !== undefined;
}

/** One house is founded once: every token of every process is worthless afterwards. */
export async function discardSetupTokens(tx: Tx): Promise<void> {
  await tx.delete(setupToken);
}
