import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DecisionRule, ReferendumText, VoteConfiguration } from '../referendum.ts';
import type { ReferendumState } from '../state.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const referendum = pgTable(
  'referendum',
  {
    uuid: text('uuid').primaryKey(),
    unitId: uuid('unit_id').notNull(),
    unitPath: text('unit_path').notNull(),
    state: text('state').$type<ReferendumState>().notNull().default('draft'),
    asked: jsonb('asked').$type<ReferendumText>().notNull(),
    decision: jsonb('decision').$type<DecisionRule>().notNull(),
    configuration: jsonb('configuration').$type<VoteConfiguration>().notNull(),
    eligibilityRule: jsonb('eligibility_rule').notNull(),
    /** Who belongs where and since when is looked at on this day. */
    cutOff: text('cut_off').notNull(),
    rollObjectionUntil: moment('roll_objection_until').notNull(),
    opensAt: moment('opens_at').notNull(),
    closesAt: moment('closes_at').notNull(),
    threshold: integer('threshold').notNull().default(2),
    rollId: uuid('roll_id'),
    ceremonyAttempt: integer('ceremony_attempt').notNull().default(0),
    createdBy: uuid('created_by').notNull(),
    createdAt: moment('created_at')
      .notNull()
      .default(sql`house_now()`),
    stateSince: moment('state_since')
      .notNull()
      .default(sql`house_now()`),
    /** Entries of the record up to and with the close: what trustees agree to before any factor leaves. */
    closingSize: integer('closing_size'),
    endReason: text('end_reason'),
  },
  (t) => [index('referendum_unit').on(t.unitPath), index('referendum_state').on(t.state)],
);

/** What the ceremony fixed; written once when the keys stand, never changed. */
export const frozenElection = pgTable('frozen_election', {
  uuid: text('uuid')
    .primaryKey()
    .references(() => referendum.uuid),
  /** The exact bytes whose hash is the fingerprint. */
  election: text('election').notNull(),
  trustees: text('trustees').notNull(),
  fingerprint: text('fingerprint').notNull(),
  rollHash: text('roll_hash').notNull(),
  rollSize: integer('roll_size').notNull(),
});

/** The key that signs voting cards. The private half is encrypted under the house key and null once destroyed. */
export const cardKey = pgTable('card_key', {
  uuid: text('uuid')
    .primaryKey()
    .references(() => referendum.uuid),
  publicPem: text('public_pem').notNull(),
  privateSealed: text('private_sealed'),
});

export const trustee = pgTable(
  'trustee',
  {
    uuid: text('uuid')
      .notNull()
      .references(() => referendum.uuid),
    /** 1-based, the trustee's number in the threshold structure. */
    index: integer('index').notNull(),
    personId: uuid('person_id').notNull(),
    /** The body that sent them; trustees come from different ones. */
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uuid, t.index] }), uniqueIndex('trustee_person').on(t.uuid, t.personId)],
);

/** The bulletin board of the key ceremony, in the order of publication; a failed attempt is followed by another. */
export const ceremonyMessage = pgTable(
  'ceremony_message',
  {
    uuid: text('uuid').notNull(),
    attempt: integer('attempt').notNull(),
    position: integer('position').notNull(),
    /** The trustee who published it. */
    index: integer('index').notNull(),
    body: text('body').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uuid, t.attempt, t.position] })],
);

/** A trial of the common key before the vote: made by one trustee, answered by all, confirmed by its maker. */
export const decryptionTest = pgTable(
  'decryption_test',
  {
    uuid: text('uuid').notNull(),
    attempt: integer('attempt').notNull(),
    maker: integer('maker').notNull(),
    test: text('test').notNull(),
    /** The number that came out, once the maker recognised it. */
    content: integer('content'),
  },
  (t) => [primaryKey({ columns: [t.uuid, t.attempt, t.maker] })],
);

export const decryptionTestAnswer = pgTable(
  'decryption_test_answer',
  {
    uuid: text('uuid').notNull(),
    attempt: integer('attempt').notNull(),
    maker: integer('maker').notNull(),
    index: integer('index').notNull(),
    answer: text('answer').notNull(),
  },
  (t) => [primaryKey({ columns: [t.uuid, t.attempt, t.maker, t.index] })],
);

/** Two different people approve each grave act. */
export const approval = pgTable(
  'approval',
  {
    uuid: text('uuid').notNull(),
    act: text('act').$type<'open' | 'abort' | 'confirm' | 'refuse'>().notNull(),
    personId: uuid('person_id').notNull(),
    reason: text('reason').notNull().default(''),
    at: moment('at')
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [primaryKey({ columns: [t.uuid, t.act, t.personId] })],
);

/** That a card was drawn for a roll line. No time, no order: see `write_draw_mark`. Role stimmhaus_roll only. */
export const drawMark = pgTable(
  'draw_mark',
  {
    uuid: text('uuid').notNull(),
    lineNumber: integer('line_number').notNull(),
    blindedHash: text('blinded_hash').notNull(),
  },
  (t) => [uniqueIndex('draw_mark_line').on(t.uuid, t.lineNumber)],
);

/** Ballots that wait for a batch: no time, no fact. Role stimmhaus_box only. */
export const waitingBallot = pgTable(
  'waiting_ballot',
  {
    uuid: text('uuid').notNull(),
    tracker: text('tracker').notNull(),
    credential: text('credential').notNull(),
    ballot: text('ballot').notNull(),
    randomizer: text('randomizer').notNull(),
    cardSignature: text('card_signature').notNull(),
  },
  (t) => [
    uniqueIndex('waiting_ballot_credential').on(t.uuid, t.credential),
    uniqueIndex('waiting_ballot_tracker').on(t.uuid, t.tracker),
  ],
);

/** Ballots on the record, by the batch that brought them, sorted by tracker within it. */
export const recordedBallot = pgTable(
  'recorded_ballot',
  {
    uuid: text('uuid').notNull(),
    batch: integer('batch').notNull(),
    position: integer('position').notNull(),
    tracker: text('tracker').notNull(),
    credential: text('credential').notNull(),
    ballot: text('ballot').notNull(),
    randomizer: text('randomizer').notNull(),
    cardSignature: text('card_signature').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.uuid, t.batch, t.position] }),
    uniqueIndex('recorded_ballot_credential').on(t.uuid, t.credential),
    uniqueIndex('recorded_ballot_tracker').on(t.uuid, t.tracker),
  ],
);

/** Something a member raised after the close, before anything is decrypted. */
export const voteObjection = pgTable(
  'vote_objection',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    uuid: text('uuid').notNull(),
    personId: uuid('person_id').notNull(),
    kind: text('kind').$type<'missing-receipt' | 'foreign-draw' | 'other'>().notNull(),
    body: text('body').notNull(),
    receipt: text('receipt').notNull().default(''),
    raisedAt: moment('raised_at')
      .notNull()
      .default(sql`house_now()`),
    decision: text('decision').$type<'upheld' | 'dismissed'>(),
    decisionReason: text('decision_reason'),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
  },
  (t) => [index('vote_objection_uuid').on(t.uuid)],
);

export const encryptedTally = pgTable('encrypted_tally', {
  uuid: text('uuid').primaryKey(),
  /** The exact JSON of the tally and of the object that states its size. */
  tally: text('tally').notNull(),
  ballots: integer('ballots').notNull(),
});

/**
 * Every factor a trustee handed in, valid or not. An invalid one is named and ignored while enough valid exist; its
 * trustee may hand in another.
 */
export const partialDecryption = pgTable(
  'partial_decryption',
  {
    uuid: text('uuid').notNull(),
    index: integer('index').notNull(),
    attempt: integer('attempt').notNull(),
    body: text('body').notNull(),
    fault: text('fault'),
  },
  (t) => [primaryKey({ columns: [t.uuid, t.index, t.attempt] })],
);

export const referendumResult = pgTable('referendum_result', {
  uuid: text('uuid').primaryKey(),
  result: text('result').notNull(),
  /** Seconds since the epoch that stand in the archive. */
  archiveTimestamp: integer('archive_timestamp').notNull(),
});
