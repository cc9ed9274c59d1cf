import { asc, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { personName } from '#lib/membership/server/index.ts';
import type { Objection } from '../../objection.ts';
import { mayReadWholeRoll } from '../../powers.ts';
import { asRoll } from '../roll-role.ts';
import { rollObjection } from '../tables.ts';
import { visibleRoll, type VisibleRoll } from './visible-rolls.ts';

export interface ObjectionView extends Objection {
  readonly name: string;
  /** The line objected to; null where the member has none. */
  readonly lineId: string | null;
}

/** Objections for the committee, open ones first, oldest first. */
export async function rollObjections(
  reader: Reader,
  actor: Actor,
  rollId: string,
): Promise<{ roll: VisibleRoll; objections: readonly ObjectionView[] } | null> {
  const roll = await visibleRoll(reader, actor, rollId);
  if (!roll || !mayReadWholeRoll(actor, roll.unitPath)) return null;
  const rows = await asRoll(reader, (tx) =>
    tx
      .select({
        id: rollObjection.id,
        personId: rollObjection.personId,
        text: rollObjection.text,
        raisedAt: rollObjection.raisedAt,
        decision: rollObjection.decision,
        decisionReason: rollObjection.decisionReason,
        decidedAt: rollObjection.decidedAt,
        lineId: sql<string | null>`(select roll_line.id::text from roll_line
          where roll_line.roll_id = roll_objection.roll_id and roll_line.person_id = roll_objection.person_id)`,
      })
      .from(rollObjection)
      .where(eq(rollObjection.rollId, rollId))
      .orderBy(sql`${rollObjection.decision} is not null`, asc(rollObjection.raisedAt))
      .limit(500),
  );
  const names = await personName(
    reader,
    rows.map((row) => row.personId),
  );
  const objections = rows.map((row) => ({
    ...row,
    decision: row.decision as Objection['decision'],
    name: names.get(row.personId) ?? '',
  }));
  return { roll, objections };
}
