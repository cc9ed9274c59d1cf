import { eq, sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { EndReason } from '../../membership.ts';
import { type duesStanding, membership, type office, type residence, type suspension } from '../tables.ts';

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

/** The next version of an open membership: the same with an end. */
export async function writeEnd(
  tx: Tx,
  open: typeof membership.$inferSelect,
  end: { readonly endedOn: string; readonly reason: EndReason; readonly recordedBy: string | null },
): Promise<void> {
  const { lineage, personId, unitId, joinedOn, effectiveOn } = open;
  await supersede(tx, membership, open.id);
  await tx.insert(membership).values({
    ...{ lineage, personId, unitId, joinedOn, effectiveOn },
    endedOn: end.endedOn,
    endReason: end.reason,
    recordedBy: end.recordedBy,
  });
}
