import { and, asc, eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { asRoll } from '../roll-role.ts';
import { roll, rollApproval } from '../tables.ts';

/** The people who sealed this roll, as it was sealed; none before. */
export async function sealersOf(tx: Tx, rollId: string): Promise<readonly string[]> {
  const rows = await asRoll(tx, () =>
    tx
      .select({ personId: rollApproval.personId })
      .from(rollApproval)
      .innerJoin(roll, and(eq(roll.id, rollApproval.rollId), eq(roll.hash, rollApproval.hash)))
      .where(eq(rollApproval.rollId, rollId))
      .orderBy(asc(rollApproval.personId)),
  );
  return rows.map(({ personId }) => personId);
}
