import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { person } from './people.ts';
import { unit } from './tree.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const now = sql`house_now()`;

/** Which district a postcode lies in; many lie in several. Brought in whole by the operator, never by the app. */
export const postcodeDistrict = pgTable(
  'postcode_district',
  { postcode: text('postcode').notNull(), ags: text('ags').notNull(), place: text('place').notNull() },
  (t) => [primaryKey({ columns: [t.postcode, t.ags, t.place] })],
);

/** What one agrees to when applying. A text never changes: another wording is the next version. */
export const consentText = pgTable(
  'consent_text',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    key: text('key').notNull(),
    version: integer('version').notNull(),
    textDe: text('text_de').notNull(),
    textEn: text('text_en').notNull(),
    validFrom: at('valid_from').notNull().default(now),
  },
  (t) => [uniqueIndex('consent_text_version').on(t.key, t.version)],
);

/** The way of an application; what it says about a human stands in `applicant` and can go while this stays. */
export const application = pgTable(
  'application',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    unitId: uuid('unit_id')
      .notNull()
      .references(() => unit.id),
    state: text('state').notNull().default('unconfirmed'),
    /** SHA-256 of the token in the mailed link. */
    linkHash: text('link_hash').notNull().unique(),
    linkExpiresAt: at('link_expires_at').notNull(),
    appliedAt: at('applied_at').notNull().default(now),
    confirmedAt: at('confirmed_at'),
    /** The day by which the board decides; null: the statute says nothing about it. */
    decideBy: date('decide_by'),
    decidedAt: at('decided_at'),
    decidedBy: uuid('decided_by'),
    /** Why it was refused, as the applicant reads it. */
    reason: text('reason'),
    /** The first day on which a refused applicant may try again. */
    retryOn: date('retry_on'),
    personId: uuid('person_id').references(() => person.id),
    handedFrom: uuid('handed_from').references(() => unit.id),
    handedReason: text('handed_reason'),
  },
  (t) => [
    index('application_waiting')
      .on(t.unitId, t.confirmedAt)
      .where(sql`state = 'waiting'`),
    index('application_of_state').on(t.state, t.appliedAt),
  ],
);

/** What somebody said about themselves on the form. */
export const applicant = pgTable(
  'applicant',
  {
    applicationId: uuid('application_id')
      .primaryKey()
      .references(() => application.id, { onDelete: 'cascade' }),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    /** As `person.sort_name` is made, so that the two can be compared. */
    foldedName: text('folded_name').notNull(),
    bornOn: date('born_on').notNull(),
    email: text('email').notNull(),
    street: text('street').notNull(),
    postcode: text('postcode').notNull(),
    town: text('town').notNull(),
    country: text('country').notNull(),
    ags: text('ags'),
    citizenships: text('citizenships').array(),
    gender: text('gender'),
    otherParty: boolean('other_party').notNull(),
    words: text('words'),
    locale: text('locale').notNull(),
  },
  (t) => [
    index('applicant_by_email').on(sql`lower(email)`),
    index('applicant_by_name').on(t.foldedName, t.bornOn),
  ],
);

export const applicationConsent = pgTable(
  'application_consent',
  {
    applicationId: uuid('application_id')
      .notNull()
      .references(() => application.id, { onDelete: 'cascade' }),
    consentTextId: uuid('consent_text_id')
      .notNull()
      .references(() => consentText.id),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.consentTextId] })],
);
