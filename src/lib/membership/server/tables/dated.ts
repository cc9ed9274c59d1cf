import { sql } from 'drizzle-orm';
import { date, index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { OfficeManner } from '../../powers.ts';
import { person } from './people.ts';
import { unit } from './tree.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const recordedAt = () =>
  at('recorded_at')
    .notNull()
    .default(sql`house_now()`);

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
    manner: text('manner').$type<OfficeManner>().notNull().default('elected'),
    /** Lineage of the office from which one held ex officio follows: it ends with it. */
    becauseOf: uuid('because_of'),
  },
  (t) => [
    index('office_of').on(t.personId),
    index('office_in').on(t.unitId),
    index('office_because_of')
      .on(t.becauseOf)
      .where(sql`because_of is not null`),
    uniqueIndex('office_current')
      .on(t.lineage)
      .where(sql`superseded_at is null`),
  ],
);
