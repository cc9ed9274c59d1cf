import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PersonActor, Actor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../../facts.ts';
import type { DecideObjection } from '../../objection.ts';
import { mayManageRoll, rollScope } from '../../powers.ts';
import { rollRef } from '../../roll.ts';
import { countLines } from '../lines/count-lines.ts';
import { placeLine } from '../lines/place-line.ts';
import { transactOnRoll } from '../refused-attempt.ts';
import { asRoll } from '../roll-role.ts';
import { lockedRoll } from '../summaries.ts';
import { rollObjection } from '../tables.ts';
import { answerAboutPerson } from './answer-about-person.ts';

/** The committee decides an objection with a reason: upheld, the member stands on the roll from now on. */
export function decideObjection(actor: Actor, input: DecideObjection): Promise<Outcome> {
  return transactOnRoll(actor, input.rollId, (tx) => decide(tx, actor, input));
}

async function decide(tx: Tx, actor: Actor, input: DecideObjection): Promise<Outcome> {
  const { rollId, objectionId, decision, reason } = input;
  const found = await asRoll(tx, () => lockedRoll(tx, rollId));
  if (!found || !rollScope(actor, found.unitPath)) return refuse(404, 'not-found');
  if (actor.kind !== 'person' || !mayManageRoll(actor, found.unitPath)) {
    return refuse(403, 'may-not-manage-roll');
  }
  if (found.state === 'sealed') return refuse(409, 'roll-sealed');
  const objection = await asRoll(tx, () => pendingObjection(tx, rollId, objectionId));
  if (!objection) return refuse(409, 'objection-decided');
  const { personId } = objection;
  if (personId === actor.personId) return refuse(403, 'own-objection');
  await asRoll(tx, () => writeDecision(tx, actor, input));
  if (decision === 'upheld') {
    const answer = await answerAboutPerson(tx, personId, found);
    const line = { ...answer, verdict: 'yes', decidedBy: actor.personId, decisionReason: reason } as const;
    await asRoll(tx, () => placeLine(tx, rollId, line));
    await asRoll(tx, () => countLines(tx, rollId));
  }
  const subject = rollRef(rollId);
  await recordEvidence(tx, actor, { code: `objection-${decision}`, subject, reason });
  const detail = { personId, objectionId, decision };
  await recordFact(tx, actor, { kind: ELIGIBILITY_FACTS.objectionDecided, subject, detail });
  return done();
}

async function pendingObjection(tx: Tx, rollId: string, objectionId: string) {
  const [row] = await tx
    .select({ personId: rollObjection.personId })
    .from(rollObjection)
    .where(
      and(
        eq(rollObjection.rollId, rollId),
        eq(rollObjection.id, objectionId),
        isNull(rollObjection.decision),
      ),
    );
  return row;
}

async function writeDecision(tx: Tx, actor: PersonActor, input: DecideObjection): Promise<void> {
  await tx
    .update(rollObjection)
    .set({
      decision: input.decision,
      decisionReason: input.reason,
      decidedBy: actor.personId,
      decidedAt: sql`house_now()`,
    })
    .where(eq(rollObjection.id, input.objectionId));
}
