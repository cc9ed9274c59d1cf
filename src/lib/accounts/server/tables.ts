import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
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

const bytes = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const at = (name: string) => timestamp(name, { withTimezone: true });
const madeAt = () =>
  at('created_at')
    .notNull()
    .default(sql`house_now()`);

/** One per person; the person stands in membership, which is above us and therefore no foreign key. */
export const account = pgTable(
  'account',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id').notNull().unique(),
    email: text('email').notNull(),
    locale: text('locale').notNull().default('de'),
    /** argon2id; null until the activation link was followed. */
    passwordHash: text('password_hash'),
    /** Sealed under the house key, which is not in the database. */
    totpSecret: text('totp_secret'),
    /** The last 30-second step whose code was taken; a code is taken once. */
    totpLastStep: integer('totp_last_step'),
    /** Whom a visitor of the demo enters as; null everywhere else. */
    persona: text('persona').unique(),
    /** A closed account stays for the record of who did what, and nobody signs in to it. */
    closedAt: at('closed_at'),
    invitationDue: boolean('invitation_due').notNull().default(false),
    createdAt: madeAt(),
  },
  (t) => [
    uniqueIndex('account_email')
      .on(sql`lower(${t.email})`)
      .where(sql`closed_at is null`),
    index('account_invitation_due')
      .on(t.id)
      .where(sql`invitation_due`),
  ],
);

const accountId = () =>
  uuid('account_id')
    .notNull()
    .references(() => account.id, { onDelete: 'cascade' });

export const session = pgTable(
  'session',
  {
    /** SHA-256 of the session id, hex. The id itself is only in the browser. */
    hash: text('hash').primaryKey(),
    accountId: accountId(),
    expiresAt: at('expires_at').notNull(),
    signedInAt: at('signed_in_at').notNull(),
    secondFactor: boolean('second_factor').notNull(),
    /** Another id took its place; this one answers a few seconds more, for requests already on their way. */
    replacedAt: at('replaced_at'),
    /** Digest of the powers when the id was given out; other powers get another id. */
    rights: text('rights').notNull().default(''),
    browser: text('browser').notNull().default(''),
    /** A day, not a moment: the moment somebody was here is nobody's business. */
    lastSeenOn: date('last_seen_on').notNull(),
    createdAt: madeAt(),
  },
  (t) => [index('session_of').on(t.accountId), index('session_expiry').on(t.expiresAt)],
);

export const passkey = pgTable(
  'passkey',
  {
    /** Credential id as the authenticator chose it, base64url. */
    id: text('id').primaryKey(),
    accountId: accountId(),
    publicKey: bytes('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    name: text('name').notNull(),
    createdAt: madeAt(),
    lastUsedOn: date('last_used_on'),
  },
  (t) => [index('passkey_of').on(t.accountId)],
);

/** Deleted when used. */
export const recoveryCode = pgTable(
  'recovery_code',
  { accountId: accountId(), hash: text('hash').notNull() },
  (t) => [primaryKey({ columns: [t.accountId, t.hash] })],
);

/** What a mailed link carries: only its hash is here. Deleted when used. */
export const mailedToken = pgTable(
  'mailed_token',
  {
    hash: text('hash').primaryKey(),
    /** activation, reset, address, second-factor-loss, stop-address-change */
    purpose: text('purpose').notNull(),
    accountId: accountId(),
    /** The new address, or the id of what is to be stopped. */
    detail: text('detail'),
    notBefore: at('not_before').notNull(),
    expiresAt: at('expires_at').notNull(),
    createdAt: madeAt(),
  },
  (t) => [index('mailed_token_of').on(t.accountId, t.purpose), index('mailed_token_expiry').on(t.expiresAt)],
);

/** Tries under an HMAC whose key lives for a day: no address and no network can be read back. */
export const triesCounted = pgTable(
  'tries_counted',
  { key: text('key').primaryKey(), count: integer('count').notNull(), lastAt: at('last_at').notNull() },
  (t) => [index('tries_counted_last').on(t.lastAt)],
);

/** The HMAC key of each day, sealed; gone the day after. */
export const triesKey = pgTable('tries_key', {
  day: date('day').primaryKey(),
  sealed: text('sealed').notNull(),
});

/** Challenges and other sealed one-time values that were used; they are sealed, so only the used ones are kept. */
export const spentSeal = pgTable(
  'spent_seal',
  { hash: text('hash').primaryKey(), expiresAt: at('expires_at').notNull() },
  (t) => [index('spent_seal_expiry').on(t.expiresAt)],
);

/** Hashes of set-up tokens that starting processes printed; all gone once the house is founded. */
export const setupToken = pgTable('setup_token', { hash: text('hash').primaryKey(), createdAt: madeAt() });

/** The change of a frozen address by two officers. */
export const addressChange = pgTable(
  'address_change',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    accountId: accountId(),
    personId: uuid('person_id').notNull(),
    oldEmail: text('old_email').notNull(),
    newEmail: text('new_email').notNull(),
    reason: text('reason').notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    approvedBy: uuid('approved_by'),
    effectiveAt: at('effective_at'),
    appliedAt: at('applied_at'),
    stoppedAt: at('stopped_at'),
    /** The officer who stopped it; null when the old address did. */
    stoppedBy: uuid('stopped_by'),
    createdAt: madeAt(),
  },
  (t) => [
    uniqueIndex('address_change_open')
      .on(t.accountId)
      .where(sql`applied_at is null and stopped_at is null`),
    index('address_change_by_age').on(t.createdAt),
  ],
);
