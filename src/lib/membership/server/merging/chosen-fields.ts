import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { MERGED_FIELDS, type MergePeople } from '../../merging/merging.ts';
import { recorder } from '../people/recorded-by.ts';
import { person, personChange } from '../tables.ts';
import type { FieldsThen } from '../tables/merging.ts';
import { personRow } from './both-entries.ts';

/** Of the entry that stays, the fields that change: what they said, and what they will say. */
export async function chosenFields(
  reader: Reader,
  input: MergePeople,
): Promise<{ readonly before: FieldsThen; readonly after: FieldsThen }> {
  const kept = await personRow(reader, input.personId);
  const other = await personRow(reader, input.otherId);
  const changed = MERGED_FIELDS.filter(
    (field) => input[field] === 'other' && asText(kept[field]) !== asText(other[field]),
  );
  return {
    before: Object.fromEntries(changed.map((field) => [field, kept[field]])),
    after: Object.fromEntries(changed.map((field) => [field, other[field]])),
  };
}

/** Each change stays on the record with its author. Numbers are exchanged, so that none goes to somebody else. */
export async function writeFields(
  tx: Tx,
  actor: Actor,
  { keptId, absorbedId, fields }: { keptId: string; absorbedId: string; fields: FieldsThen },
): Promise<void> {
  const names = Object.keys(fields) as (keyof typeof person.$inferSelect)[];
  if (names.length === 0) return;
  const kept = await personRow(tx, keptId);
  const isNumber = names.includes('number');
  if (isNumber) await tx.update(person).set({ number: null }).where(eq(person.id, absorbedId));
  await tx
    .update(person)
    .set(fields as Partial<typeof person.$inferInsert>)
    .where(eq(person.id, keptId));
  if (isNumber) await tx.update(person).set({ number: kept.number }).where(eq(person.id, absorbedId));
  await tx.insert(personChange).values(
    names.map((field) => ({
      personId: keptId,
      field,
      before: asText(kept[field]),
      after: asText(fields[field]),
      changedBy: recorder(actor),
    })),
  );
}

export function asText(value: unknown): string | null {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : null;
}
