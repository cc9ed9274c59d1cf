import { sql } from 'drizzle-orm';
import { customType, date, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { FOLD_FROM, FOLD_TO } from '../../search.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
const at = (name: string) => timestamp(name, { withTimezone: true });

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
