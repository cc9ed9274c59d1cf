import { sql } from 'drizzle-orm';
import {
  bigint,
  customType,
  date,
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
import type { Reason, Rule } from '../rule.ts';
import type { CountedUnit } from '../seats/key-form.ts';
import type { Method } from '../seats/method.ts';

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' });
const at = (name: string) => timestamp(name, { withTimezone: true });
const rollId = () =>
  uuid('roll_id')
    .notNull()
    .references(() => roll.id);

/** The frozen answer for one act. */
export const roll = pgTable(
  'roll',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    actKind: text('act_kind').notNull(),
    actId: text('act_id').notNull(),
    title: text('title').notNull(),
    unitPath: text('unit_path').notNull(),
    rule: jsonb('rule').$type<Rule>().notNull(),
    cutOff: date('cut_off').notNull(),
    objectionUntil: at('objection_until').notNull(),
    state: text('state').notNull().default('computed'),
    entitled: integer('entitled').notNull().default(0),
    unknown: integer('unknown').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    hash: text('hash'),
    openedBy: uuid('opened_by'),
    openedAt: at('opened_at')
      .notNull()
      .default(sql`house_now()`),
    sealedAt: at('sealed_at'),
  },
  (t) => [
    uniqueIndex('roll_of_act').on(t.actKind, t.actId),
    index('roll_newest').on(t.openedAt, t.id),
    index('roll_in').on(t.unitPath.op('text_pattern_ops')),
  ],
);

/**
 * One person on one roll. No name and no foreign key to the person: what happens to the person later changes nothing
 * here. A line whose verdict is unknown is a task for the officers of `unit_path`.
 */
export const rollLine = pgTable(
  'roll_line',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    rollId: rollId(),
    /** For those entitled: from 1 to their number, at random. Others have none. */
    number: integer('number'),
    personId: uuid('person_id').notNull(),
    /** The person's unit on the cut-off day. */
    unitPath: text('unit_path').notNull(),
    verdict: text('verdict').notNull(),
    reasons: jsonb('reasons').$type<readonly Reason[]>().notNull(),
    changesOn: date('changes_on'),
    /** 256 bits, known to the house and to the person. */
    salt: bytea('salt').notNull(),
    /** Set where people decided instead of the rule. */
    decidedBy: uuid('decided_by'),
    decisionReason: text('decision_reason'),
  },
  (t) => [
    uniqueIndex('roll_line_person').on(t.rollId, t.personId),
    uniqueIndex('roll_line_number').on(t.rollId, t.number),
    index('roll_line_verdict').on(t.rollId, t.verdict, t.id),
    index('roll_line_unit').on(t.rollId, t.unitPath.op('text_pattern_ops')),
    index('roll_line_of').on(t.personId),
  ],
);

export const rollObjection = pgTable(
  'roll_objection',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    rollId: rollId(),
    personId: uuid('person_id').notNull(),
    text: text('text').notNull(),
    raisedAt: at('raised_at')
      .notNull()
      .default(sql`house_now()`),
    decision: text('decision'),
    decisionReason: text('decision_reason'),
    decidedBy: uuid('decided_by'),
    decidedAt: at('decided_at'),
  },
  (t) => [
    index('roll_objection_of').on(t.rollId, t.personId),
    uniqueIndex('roll_objection_pending')
      .on(t.rollId, t.personId)
      .where(sql`decision is null`),
  ],
);

/** Who approved sealing which lines; the hash covers all of them. */
export const rollApproval = pgTable(
  'roll_approval',
  {
    rollId: rollId(),
    personId: uuid('person_id').notNull(),
    accountId: uuid('account_id').notNull(),
    hash: text('hash').notNull(),
    approvedAt: at('approved_at')
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [primaryKey({ columns: [t.rollId, t.personId] })],
);

/**
 * The Merkle tree over a sealed roll, one row a level: the hashes one after the other. Level 0 holds the leaves. A
 * member's proof takes one hash of each.
 */
export const rollLevel = pgTable(
  'roll_level',
  {
    rollId: rollId(),
    level: integer('level').notNull(),
    hashes: bytea('hashes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.rollId, t.level] })],
);

/** The act is over. Apart from the roll, since a sealed one is never written again. */
export const rollRelease = pgTable('roll_release', {
  rollId: rollId().primaryKey(),
  releasedAt: at('released_at')
    .notNull()
    .default(sql`house_now()`),
});

/** What a delegate key was worked out from; the seats follow from it by `seats/`. Append only. */
export const delegateKey = pgTable(
  'delegate_key',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    title: text('title').notNull(),
    unitPath: text('unit_path').notNull(),
    cutOff: date('cut_off').notNull(),
    counted: text('counted').notNull(),
    method: text('method').$type<Method>().notNull(),
    seats: integer('seats').notNull(),
    baseMandates: integer('base_mandates').notNull(),
    /** The branches and their members as counted then: later corrections change no key. */
    units: jsonb('units').$type<readonly CountedUnit[]>().notNull(),
    /** Members of the unit who belong to no branch and count nowhere. */
    elsewhere: integer('elsewhere').notNull(),
    madeBy: uuid('made_by').notNull(),
    madeAt: at('made_at')
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [index('delegate_key_in').on(t.unitPath.op('text_pattern_ops'), t.madeAt)],
);

/** The lot that decided a tie. Append only, one for each key. */
export const delegateKeyLot = pgTable('delegate_key_lot', {
  keyId: uuid('key_id')
    .primaryKey()
    .references(() => delegateKey.id),
  /** Places in `units`, from 0. */
  winners: jsonb('winners').$type<readonly number[]>().notNull(),
  /** How it was drawn, and before whom. */
  account: text('account').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  recordedAt: at('recorded_at')
    .notNull()
    .default(sql`house_now()`),
});

export { keptRule, keptRuleVersion, ruleTrial } from './tables/rules.ts';
