import { and, eq } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { rollLine } from '../tables.ts';

export interface OpenLine {
  readonly personId: string;
  readonly unitPath: string;
  readonly verdict: string;
}

/** Runs as the roll's role. */
export async function openLine(
  tx: Tx,
  { rollId, lineId }: { readonly rollId: string; readonly lineId: string },
): Promise<OpenLine | null> {
  const [row] = await tx
    .select({ personId: rollLine.personId, unitPath: rollLine.unitPath, verdict: rollLine.verdict })
    .from(rollLine)
    .where(and(eq(rollLine.rollId, rollId), eq(rollLine.id, BigInt(lineId))));
  return row ?? null;
}
