import { type AnyPgColumn, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';

/** A branch of the tree. `path` is made by a trigger from the numbers of its ancestors: `/1/12/345/`. */
export const unit = pgTable(
  'unit',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    number: integer('number').notNull().unique().generatedByDefaultAsIdentity({ startWith: 1001 }),
    parentId: uuid('parent_id').references((): AnyPgColumn => unit.id),
    kind: text('kind').notNull(),
    name: text('name').notNull(),
    path: text('path').notNull().default(''),
    /** Official key of the Land (2 digits) or district (5 digits) it covers, if it covers exactly one. */
    ags: text('ags'),
    email: text('email'),
    website: text('website'),
  },
  (t) => [
    uniqueIndex('unit_path').on(t.path.op('text_pattern_ops')),
    uniqueIndex('unit_name_below_parent').on(t.parentId, t.name),
  ],
);
