import { sql } from 'drizzle-orm';
import { date, index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { TransferReason, TransferSide, TransferState } from '../../transfer.ts';
import { person } from './people.ts';
import { unit } from './tree.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const unitId = (name: string) =>
  uuid(name)
    .notNull()
    .references(() => unit.id);

/** A wish to belong to another unit; what it asks for is written once, only its state goes on. */
export const transfer = pgTable(
  'transfer',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    fromUnitId: unitId('from_unit_id'),
    toUnitId: unitId('to_unit_id'),
    reason: text('reason').$type<TransferReason>().notNull(),
    wishedOn: date('wished_on').notNull(),
    note: text('note').notNull().default(''),
    appliedBy: uuid('applied_by'),
    appliedAt: at('applied_at')
      .notNull()
      .default(sql`house_now()`),
    /** From this day on a silent board has agreed; null: the statute knows no such day. */
    answerBy: date('answer_by'),
    state: text('state').$type<TransferState>().notNull().default('open'),
    closedAt: at('closed_at'),
    movedOn: date('moved_on'),
  },
  (t) => [
    uniqueIndex('transfer_one_open')
      .on(t.personId)
      .where(sql`state = 'open'`),
    index('transfer_from').on(t.fromUnitId),
    index('transfer_to').on(t.toUnitId),
  ],
);

/** What one board said; written once. */
export const transferAnswer = pgTable(
  'transfer_answer',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    transferId: uuid('transfer_id')
      .notNull()
      .references(() => transfer.id),
    side: text('side').$type<TransferSide>().notNull(),
    decision: text('decision').$type<'agreed' | 'refused'>().notNull(),
    reason: text('reason').notNull().default(''),
    answeredBy: uuid('answered_by').notNull(),
    answeredAt: at('answered_at')
      .notNull()
      .default(sql`house_now()`),
  },
  (t) => [uniqueIndex('transfer_answer_of_side').on(t.transferId, t.side)],
);
