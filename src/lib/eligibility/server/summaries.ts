import { and, eq, sql } from 'drizzle-orm';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import type { SubjectRef } from '#lib/platform/subject.ts';
import type { Rule } from '../rule.ts';
import type { RollState, RollSummary } from '../roll.ts';
import { asRoll } from './roll-role.ts';
import { roll } from './tables.ts';

/** The roll as commands need it: the summary and the rule it was computed by. */
export interface WholeRoll extends RollSummary {
  readonly rule: Rule;
}

type Row = typeof roll.$inferSelect & { readonly objectionsOpen: number };

export const rollColumns = {
  id: roll.id,
  actKind: roll.actKind,
  actId: roll.actId,
  title: roll.title,
  unitPath: roll.unitPath,
  rule: roll.rule,
  cutOff: roll.cutOff,
  objectionUntil: roll.objectionUntil,
  state: roll.state,
  entitled: roll.entitled,
  unknown: roll.unknown,
  refused: roll.refused,
  hash: roll.hash,
  openedBy: roll.openedBy,
  openedAt: roll.openedAt,
  sealedAt: roll.sealedAt,
  // Names in full: drizzle leaves the table out where only one is selected from.
  objectionsOpen: sql<number>`(select count(*)::int from roll_objection
    where roll_objection.roll_id = roll.id and roll_objection.decision is null)`,
};

export function wholeRoll(row: Row): WholeRoll {
  const { id, actKind, actId, state, openedBy: _by, openedAt: _at, ...rest } = row;
  return { rollId: id, act: { kind: actKind, id: actId }, state: state as RollState, ...rest };
}

/** Internal to the capability: whoever asks. Runs as the roll's role. */
export async function rollById(tx: Tx, rollId: string): Promise<WholeRoll | null> {
  const [row] = await tx.select(rollColumns).from(roll).where(eq(roll.id, rollId));
  return row ? wholeRoll(row) : null;
}

/** The same, locked until the transaction ends, so that no other command changes the roll meanwhile. */
export async function lockedRoll(tx: Tx, rollId: string): Promise<WholeRoll | null> {
  await tx.execute(sql`select 1 from roll where id = ${rollId} for update`);
  return rollById(tx, rollId);
}

/** For the act itself, which has asked its own powers. */
export async function rollOfAct(reader: Reader, act: SubjectRef): Promise<RollSummary | null> {
  return asRoll(reader, async (tx) => {
    const ofAct = and(eq(roll.actKind, act.kind), eq(roll.actId, act.id));
    const [row] = await tx.select(rollColumns).from(roll).where(ofAct);
    if (!row) return null;
    const { rule: _rule, ...summary } = wholeRoll(row);
    return summary;
  });
}
