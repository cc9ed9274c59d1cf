import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/** What happened, for those who react; never about draws or ballots. */
export const fact = pgTable(
  'fact',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    personId: uuid('person_id'),
    detail: jsonb('detail').notNull().default({}),
    at: timestamp('at', { withTimezone: true })
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [index('fact_subject').on(t.subjectKind, t.subjectId), index('fact_kind_at').on(t.kind, t.at)],
);

/** Every mail the house means to send, written with the fact that caused it; `dedupe` makes it once. */
export const mail = pgTable(
  'mail',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    dedupe: text('dedupe').notNull(),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    /** Set when the transport took it. */
    sentAt: timestamp('sent_at', { withTimezone: true }),
    failedReason: text('failed_reason'),
    createdAt: timestamp('created_at', { withTimezone: true })
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [uniqueIndex('mail_dedupe').on(t.dedupe), index('mail_recipient').on(t.recipient, t.createdAt)],
);

/** The in-app mailbox of demo and development, where no SMTP server is named. */
export const mailboxMessage = pgTable('mailbox_message', {
  id: uuid('id').primaryKey(),
  recipient: text('recipient').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  arrivedAt: timestamp('arrived_at', { withTimezone: true })
    .notNull()
    .default(sql`house_now()`),
});

/** One row: the party this house belongs to. */
export const house = pgTable('house', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  partyName: text('party_name').notNull(),
  accent: text('accent').notNull().default('#8a1c3b'),
  imprint: text('imprint').notNull().default(''),
  privacy: text('privacy').notNull().default(''),
  createdAt: timestamp('created_at', { withTimezone: true })
    .notNull()
    .default(sql`house_now()`),
});

/** The evidence log: reasoned entries on grave acts and refused attempts, append only. */
export const evidence = pgTable(
  'evidence',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    code: text('code').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id').notNull(),
    personId: uuid('person_id'),
    reason: text('reason').notNull().default(''),
    at: timestamp('at', { withTimezone: true })
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [index('evidence_subject').on(t.subjectKind, t.subjectId)],
);
