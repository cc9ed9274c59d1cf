import { sql } from 'drizzle-orm';
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { person } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What a member says of themselves where the books say nothing. It counts as long as nothing is recorded; what is
 * recorded goes before. A newer declaration supersedes the older, which stays.
 */
export const declaration = pgTable(
  'declaration',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    field: text('field').notNull(),
    value: text('value').notNull(),
    declaredAt: at('declared_at')
      .notNull()
      .default(sql`house_now()`),
    supersededAt: at('superseded_at'),
  },
  (t) => [
    index('declaration_of').on(t.personId),
    uniqueIndex('declaration_current')
      .on(t.personId, t.field)
      .where(sql`superseded_at is null`),
  ],
);
