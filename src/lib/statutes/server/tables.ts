import { sql } from 'drizzle-orm';
import {
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** One version of an article; a new version ends the one before it. Texts never change. */
export const article = pgTable(
  'article',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    key: text('key').notNull(),
    number: text('number').notNull(),
    /** Place in the statute. */
    place: integer('place').notNull(),
    titleDe: text('title_de').notNull(),
    titleEn: text('title_en').notNull(),
    textDe: text('text_de').notNull(),
    textEn: text('text_en').notNull(),
    numbers: jsonb('numbers').notNull().default({}),
    validFrom: date('valid_from').notNull(),
    validTo: date('valid_to'),
    recordedAt: timestamp('recorded_at', { withTimezone: true })
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [
    uniqueIndex('article_version').on(t.key, t.validFrom),
    uniqueIndex('article_newest')
      .on(t.key)
      .where(sql`valid_to is null`),
    index('article_place').on(t.place),
  ],
);
