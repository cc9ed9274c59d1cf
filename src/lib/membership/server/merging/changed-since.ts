import { eq } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { ChangedSince } from '../../merging/merging.ts';
import { personMergePart } from '../tables.ts';
import { MERGE_PARTS, type MergePart } from '../tables/merging.ts';
import type { personMerge } from '../tables.ts';
import { personRow } from './both-entries.ts';
import { asText } from './chosen-fields.ts';
import { rowsNow } from './dated-rows.ts';

const NAMES = {
  membership: 'memberships',
  residence: 'home',
  dues: 'dues',
  suspension: 'suspensions',
  office: 'offices',
} as const satisfies Record<MergePart, ChangedSince>;

export function partsOf(reader: Reader, mergeId: string) {
  return reader.select().from(personMergePart).where(eq(personMergePart.mergeId, mergeId));
}

/** What somebody wrote about the entry since the merge: undoing would lose it, or would not know whose it is. */
export async function changedSince(
  reader: Reader,
  merge: typeof personMerge.$inferSelect,
): Promise<ChangedSince[]> {
  const changed: ChangedSince[] = [];
  const kept = await personRow(reader, merge.keptId);
  const isSame = Object.entries(merge.after).every(
    ([field, value]) => asText(kept[field as keyof typeof kept]) === asText(value),
  );
  if (!isSame) changed.push('person');
  const parts = await partsOf(reader, merge.id);
  for (const kind of MERGE_PARTS) {
    const then = parts.filter((part) => part.kind === kind && part.newId !== null).map(({ newId }) => newId);
    const now = (await rowsNow(reader, kind, [merge.keptId])).map(({ id }) => id);
    if ([...then].sort().join() !== [...now].sort().join()) changed.push(NAMES[kind]);
  }
  return changed;
}
