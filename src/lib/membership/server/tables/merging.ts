import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { person } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const personId = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => person.id);

/** Fields of the entry that stayed, as they stood. */
export type FieldsThen = Readonly<Record<string, string | readonly string[] | null>>;

/** Two entries of one human became one. Written once; only that it was undone is added. */
export const personMerge = pgTable(
  'person_merge',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    keptId: personId('kept_id'),
    absorbedId: personId('absorbed_id'),
    mergedBy: uuid('merged_by').notNull(),
    mergedAt: at('merged_at')
      .notNull()
      .default(sql`house_now()`),
    undoUntil: at('undo_until').notNull(),
    /** What the changed fields of the entry that stayed said before and after. */
    before: jsonb('before').$type<FieldsThen>().notNull(),
    after: jsonb('after').$type<FieldsThen>().notNull(),
    /** The other entry could sign in; its account rests. */
    accountRests: boolean('account_rests').notNull(),
    undoneAt: at('undone_at'),
    undoneBy: uuid('undone_by'),
  },
  (t) => [
    index('person_merge_into').on(t.keptId),
    uniqueIndex('person_merge_once')
      .on(t.absorbedId)
      .where(sql`undone_at is null`),
  ],
);

/** Kinds of dated rows. */
export const MERGE_PARTS = ['membership', 'residence', 'dues', 'suspension', 'office'] as const;
export type MergePart = (typeof MERGE_PARTS)[number];

/**
 * What became of each row: another version (`old_id` → `new_id`), none (`new_id` null), or nothing (both the same, so that
 * it is known what stood when the merge was done).
 */
export const personMergePart = pgTable(
  'person_merge_part',
  {
    mergeId: uuid('merge_id')
      .notNull()
      .references(() => personMerge.id),
    kind: text('kind').$type<MergePart>().notNull(),
    oldId: uuid('old_id').notNull(),
    newId: uuid('new_id'),
  },
  (t) => [uniqueIndex('person_merge_part_once').on(t.mergeId, t.kind, t.oldId)],
);
