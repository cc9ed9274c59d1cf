import { sql } from 'drizzle-orm';
import { index, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ObjectionState } from '../../joining/objection.ts';
import { person } from './people.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What a board above holds against an admission before it takes effect. Rights rest from then until it is decided. */
export const admissionObjection = pgTable(
  'admission_objection',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id),
    /** Lineages: of the membership that was to take effect, and of the rest of rights that keeps it from that. */
    membershipId: uuid('membership_id').notNull(),
    suspensionId: uuid('suspension_id').notNull(),
    reason: text('reason').notNull(),
    raisedBy: uuid('raised_by').notNull(),
    raisedAt: at('raised_at')
      .notNull()
      .default(sql`house_now()`),
    state: text('state').$type<ObjectionState>().notNull().default('open'),
    decidedAt: at('decided_at'),
    decidedBy: uuid('decided_by'),
    decisionReason: text('decision_reason'),
  },
  (t) => [
    index('admission_objection_of').on(t.personId),
    uniqueIndex('admission_objection_once').on(t.membershipId),
  ],
);
