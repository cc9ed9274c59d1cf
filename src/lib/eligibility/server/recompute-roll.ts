import { and, eq, isNotNull } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../facts.ts';
import { mayManageRoll, rollScope } from '../powers.ts';
import { type RollId, rollRef } from '../roll.ts';
import type { Verdict } from '../verdict.ts';
import { countLines } from './lines/count-lines.ts';
import { type MemberAnswer, memberAnswers } from './lines/member-answers.ts';
import { type LineDraft, writeLines } from './lines/write-lines.ts';
import { transactOnRoll } from './refused-attempt.ts';
import { asRoll } from './roll-role.ts';
import { lockedRoll } from './summaries.ts';
import { rollLine } from './tables.ts';

/** From the page of the roll. */
export function recomputeRollAgain(actor: Actor, { rollId }: RollId): Promise<Outcome> {
  return transactOnRoll(actor, rollId, (tx) => recomputeRoll(tx, actor, rollId));
}

/**
 * Asks the rule again about everyone, from the data as it is now but still for the cut-off day. What people decided with
 * a reason stays decided; numbers and salts are drawn anew.
 */
export async function recomputeRoll(tx: Tx, actor: Actor, rollId: string): Promise<Outcome> {
  const found = await asRoll(tx, () => lockedRoll(tx, rollId));
  if (!found || !rollScope(actor, found.unitPath)) return refuse(404, 'not-found');
  if (!mayManageRoll(actor, found.unitPath)) return refuse(403, 'may-not-manage-roll');
  if (found.state === 'sealed') return refuse(409, 'roll-sealed');
  const answers = await memberAnswers(tx, found);
  await asRoll(tx, async () => {
    const decided = await decidedLines(tx, rollId);
    await tx.delete(rollLine).where(eq(rollLine.rollId, rollId));
    await writeLines(tx, rollId, withDecisions(answers, decided));
    await countLines(tx, rollId);
  });
  await recordFact(tx, actor, { kind: ELIGIBILITY_FACTS.rollRecomputed, subject: rollRef(rollId) });
  return done();
}

async function decidedLines(tx: Tx, rollId: string): Promise<LineDraft[]> {
  const rows = await tx
    .select()
    .from(rollLine)
    .where(and(eq(rollLine.rollId, rollId), isNotNull(rollLine.decidedBy)));
  return rows.map((row) => ({ ...row, verdict: row.verdict as Verdict }));
}

function withDecisions(answers: readonly MemberAnswer[], decided: readonly LineDraft[]): LineDraft[] {
  const decisions = new Map(decided.map((line) => [line.personId, line]));
  const kept = answers.map((answer) => {
    const decision = decisions.get(answer.personId);
    decisions.delete(answer.personId);
    if (!decision) return answer;
    const { verdict, decidedBy, decisionReason } = decision;
    return { ...answer, verdict, decidedBy, decisionReason };
  });
  return [...kept, ...decisions.values()];
}
