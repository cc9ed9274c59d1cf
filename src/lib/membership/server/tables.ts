import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  customType,
  date,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { FOLD_FROM, FOLD_TO } from '../search.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

const at = (name: string) => timestamp(name, { withTimezone: true });
const recordedAt = () =>
  at('recorded_at')
    .notNull()
    .default(sql`house_now()`);

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

/** In lower case, without German special letters, as `search.ts` folds what a reader types. */
function folded(text: string): string {
  const plain = `lower(translate(${text}, '${quoted(FOLD_FROM)}', '${quoted(FOLD_TO)}'))`;
  return `replace(replace(replace(replace(${plain}, 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss')`;
}

const searchable = `given_name || ' ' || family_name || ' ' || coalesce(email, '') || ' ' || coalesce(number, '')`;
const searchWords = sql.raw(
  `array_to_tsvector(array_remove(string_to_array(${folded(searchable)}, ' '), ''))`,
);
/** Orders people as a German directory does, whatever collation the database was made with. */
const sortName = sql.raw(folded(`family_name || ' ' || given_name`));

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

/** A human. What changes with dates (residence, membership, dues, offices) stands in tables of its own. */
export const person = pgTable(
  'person',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** The party's own member number; how an import recognises people. */
    number: text('number').unique(),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    bornOn: date('born_on'),
    /** ISO 3166 alpha-2; null: not known. */
    citizenships: text('citizenships').array(),
    /** Self-declared; null: not asked, `undisclosed`: asked and not said. */
    gender: text('gender'),
    email: text('email'),
    phone: text('phone'),
    locale: text('locale').notNull().default('de'),
    search: tsvector('search').generatedAlwaysAs(searchWords),
    sortName: text('sort_name').generatedAlwaysAs(sortName),
    createdAt: at('created_at')
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [
    index('person_search').using('gin', t.search),
    index('person_by_name').on(t.sortName, t.id),
    index('person_by_email').on(sql`lower(email)`),
    index('person_without_birth')
      .on(t.id)
      .where(sql`born_on is null`),
  ],
);

/** What was changed in a person's own fields, by whom; append only. */
export const personChange = pgTable(
  'person_change',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    field: text('field').notNull(),
    before: text('before'),
    after: text('after'),
    changedBy: uuid('changed_by'),
    changedAt: at('changed_at')
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [index('person_change_of').on(t.personId, t.changedAt)],
);

/*
 * Dated tables: a row is one version of a statement and is never overwritten. A correction sets `superseded_at`
 * of the old version and inserts the next one with the same `lineage`. `…_on` at the end of a period is the
 * first day on which it no longer holds.
 */
const dated = () => ({
  id: uuid('id').primaryKey().defaultRandom(),
  lineage: uuid('lineage').notNull().defaultRandom(),
  personId: uuid('person_id')
    .notNull()
    .references(() => person.id),
  recordedAt: recordedAt(),
  recordedBy: uuid('recorded_by'),
  supersededAt: at('superseded_at'),
});

export const residence = pgTable(
  'residence',
  {
    ...dated(),
    since: date('since').notNull(),
    street: text('street'),
    postcode: text('postcode'),
    town: text('town'),
    country: text('country').notNull().default('DE'),
    /** Official key of the district, 5 digits; null: not known. */
    ags: text('ags'),
  },
  (t) => [
    index('residence_of').on(t.personId, t.since),
    uniqueIndex('residence_current')
      .on(t.personId, t.since)
      .where(sql`superseded_at is null`),
  ],
);

export const membership = pgTable(
  'membership',
  {
    ...dated(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    joinedOn: date('joined_on').notNull(),
    /** Since when with all rights; null: not known. */
    effectiveOn: date('effective_on'),
    endedOn: date('ended_on'),
    endReason: text('end_reason'),
  },
  (t) => [
    index('membership_of').on(t.personId),
    index('membership_in')
      .on(t.unitId, t.personId)
      .where(sql`superseded_at is null`),
    uniqueIndex('membership_current')
      .on(t.lineage)
      .where(sql`superseded_at is null`),
    uniqueIndex('membership_one_open')
      .on(t.personId)
      .where(sql`superseded_at is null and ended_on is null`),
  ],
);

export const duesStanding = pgTable(
  'dues_standing',
  { ...dated(), standing: text('standing').notNull(), since: date('since').notNull() },
  (t) => [
    index('dues_standing_of').on(t.personId, t.since),
    index('dues_standing_arrears')
      .on(t.personId)
      .where(sql`standing = 'in-arrears' and superseded_at is null`),
    uniqueIndex('dues_standing_current')
      .on(t.personId, t.since)
      .where(sql`superseded_at is null`),
  ],
);

export const suspension = pgTable(
  'suspension',
  { ...dated(), fromOn: date('from_on').notNull(), toOn: date('to_on'), reason: text('reason').notNull() },
  (t) => [
    index('suspension_of').on(t.personId),
    uniqueIndex('suspension_current')
      .on(t.lineage)
      .where(sql`superseded_at is null`),
  ],
);

export const office = pgTable(
  'office',
  {
    ...dated(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    kind: text('kind').notNull(),
    fromOn: date('from_on').notNull(),
    toOn: date('to_on'),
  },
  (t) => [
    index('office_of').on(t.personId),
    index('office_in').on(t.unitId),
    uniqueIndex('office_current')
      .on(t.lineage)
      .where(sql`superseded_at is null`),
  ],
);

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
