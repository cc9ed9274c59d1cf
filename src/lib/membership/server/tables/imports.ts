import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { unit } from './tree.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** One uploaded file: what was found, what was done. */
export const memberImport = pgTable(
  'member_import',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    uploadedBy: uuid('uploaded_by').notNull(),
    fileName: text('file_name').notNull(),
    columns: text('columns').array().notNull(),
    /** checking, checked, applying, applied, discarded, failed */
    state: text('state').notNull().default('checking'),
    step: text('step'),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    sendLinks: boolean('send_links').notNull().default(false),
    rowsNew: integer('rows_new').notNull().default(0),
    rowsChanged: integer('rows_changed').notNull().default(0),
    rowsUnchanged: integer('rows_unchanged').notNull().default(0),
    rowsRefused: integer('rows_refused').notNull().default(0),
    createdAt: at('created_at')
      .notNull()
      .default(sql`house_now()`),
    checkedAt: at('checked_at'),
    appliedAt: at('applied_at'),
  },
  (t) => [index('member_import_in').on(t.unitId, t.createdAt)],
);

/** One line of such a file, as text, with the verdict of the dry run. Emptied once the import is over. */
export const memberImportRow = pgTable(
  'member_import_row',
  {
    importId: uuid('import_id')
      .notNull()
      .references(() => memberImport.id, { onDelete: 'cascade' }),
    line: integer('line').notNull(),
    cells: text('cells').array().notNull(),
    /** Every cell was understood; otherwise the verdict is final. */
    isReadable: boolean('is_readable').notNull(),
    verdict: text('verdict'),
    reasons: text('reasons').array(),
    /** Names of the fields that would change. */
    changes: text('changes').array(),
    personId: uuid('person_id'),
  },
  (t) => [
    uniqueIndex('member_import_row_line').on(t.importId, t.line),
    index('member_import_row_verdict').on(t.importId, t.verdict, t.line),
  ],
);
