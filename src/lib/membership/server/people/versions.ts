import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { duesStanding, membership, office, residence, suspension } from '../tables.ts';

/** Marks a version as corrected; the caller inserts the next one with the same lineage. */
export async function supersede(
  tx: Tx,
  table: typeof membership | typeof office | typeof residence | typeof duesStanding | typeof suspension,
  id: string,
): Promise<void> {
  await tx
    .update(table)
    .set({ supersededAt: sql`house_now()` })
    .where(eq(table.id, id));
}
