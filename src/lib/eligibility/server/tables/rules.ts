import { sql } from 'drizzle-orm';
import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Purpose } from '../../editing/purpose.ts';
import type { TrialExtent, TrialOutcome } from '../../editing/trial.ts';
import type { Rule } from '../../rule.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const now = (name: string) =>
  at(name)
    .notNull()
    .default(sql`house_now()`);

/** A rule that a unit keeps under a name. What it says stands in its versions. Append only. */
export const keptRule = pgTable(
  'kept_rule',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    unitPath: text('unit_path').notNull(),
    name: text('name').notNull(),
    purpose: text('purpose').$type<Purpose>().notNull(),
    begunBy: uuid('begun_by').notNull(),
    begunAt: now('begun_at'),
  },
  (t) => [index('kept_rule_in').on(t.unitPath.op('text_pattern_ops'))],
);

/** What the rule says since a moment, who wrote it and why. The newest one holds. Append only. */
export const keptRuleVersion = pgTable(
  'kept_rule_version',
  {
    ruleId: uuid('rule_id')
      .notNull()
      .references(() => keptRule.id),
    number: integer('number').notNull(),
    rule: jsonb('rule').$type<Rule>().notNull(),
    /** False: from this version on the rule is out of use. */
    isInUse: boolean('is_in_use').notNull(),
    why: text('why').notNull(),
    writtenBy: uuid('written_by').notNull(),
    writtenAt: now('written_at'),
  },
  (t) => [primaryKey({ columns: [t.ruleId, t.number] })],
);

/** A rule tried on people; it changes nothing and is forgotten after some days. */
export const ruleTrial = pgTable(
  'rule_trial',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** The kept rule of which this is a version or a draft; null: one that is not kept yet. */
    ruleId: uuid('rule_id').references(() => keptRule.id),
    unitPath: text('unit_path').notNull(),
    rule: jsonb('rule').$type<Rule>().notNull(),
    /** The version it is compared with. */
    against: jsonb('against').$type<Rule>(),
    againstNumber: integer('against_number'),
    cutOff: date('cut_off').notNull(),
    extent: text('extent').$type<TrialExtent>().notNull(),
    total: integer('total').notNull().default(0),
    done: integer('done').notNull().default(0),
    outcome: jsonb('outcome').$type<TrialOutcome>(),
    askedBy: uuid('asked_by').notNull(),
    askedAt: now('asked_at'),
    finishedAt: at('finished_at'),
  },
  (t) => [index('rule_trial_asked').on(t.askedAt)],
);
