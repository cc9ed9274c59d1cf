import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { duesStanding, membership, office, residence, suspension } from '../tables.ts';
import type { MergePart } from '../tables/merging.ts';

const TABLES = { membership, residence, dues: duesStanding, suspension, office } as const;

export type DatedRow = typeof membership.$inferSelect &
  typeof residence.$inferSelect &
  typeof duesStanding.$inferSelect &
  typeof suspension.$inferSelect &
  typeof office.$inferSelect;
/** A row of any of the tables; what one of them does not have is not there. */
export type SomeRow = Partial<DatedRow> & Pick<DatedRow, 'id' | 'lineage' | 'personId'>;

/** What stands now about these people in one of the dated tables. */
export async function rowsNow(reader: Reader, kind: MergePart, personIds: string[]): Promise<SomeRow[]> {
  const table = TABLES[kind];
  return reader
    .select()
    .from(table)
    .where(and(inArray(table.personId, personIds), isNull(table.supersededAt)));
}

export async function rowById(reader: Reader, kind: MergePart, id: string): Promise<SomeRow> {
  const [row] = await reader.select().from(TABLES[kind]).where(eq(TABLES[kind].id, id));
  return row as SomeRow;
}

export async function supersedeAll(tx: Tx, kind: MergePart, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(TABLES[kind])
    .set({ supersededAt: sql`house_now()` })
    .where(inArray(TABLES[kind].id, ids));
}

/** The next version of a row under its lineage, but for what `next` says otherwise; resolves to its id. */
export async function writeVersion(
  tx: Tx,
  kind: MergePart,
  { row, next }: { readonly row: SomeRow; readonly next: Partial<DatedRow> },
): Promise<string> {
  const { id: _, recordedAt: __, supersededAt: ___, ...values } = { ...row, ...next };
  const [made] = await tx
    .insert(TABLES[kind])
    .values(values as never)
    .returning({ id: TABLES[kind].id });
  return (made as { id: string }).id;
}
