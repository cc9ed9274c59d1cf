import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../../facts.ts';
import type { DecideObjection } from '../../../joining/objection.ts';
import { openMembership } from '../../people/reach.ts';
import { recorder } from '../../people/recorded-by.ts';
import { supersede } from '../../people/versions.ts';
import { closeMembership } from '../../standing/close-membership.ts';
import { admissionObjection, suspension } from '../../tables.ts';
import { memberToObjectTo } from './reach-admission.ts';

/** A board above, not by the one who objected: dismissed, and rights come back; upheld, and the membership ends today. */
export async function decideObjection(actor: Actor, input: DecideObjection): Promise<Outcome> {
  return transact(async (tx) => {
    const { personId, decision } = input;
    const reached = await memberToObjectTo(tx, actor, personId);
    if (!reached.ok) return reached;
    const isThis = and(
      eq(admissionObjection.id, input.objectionId),
      eq(admissionObjection.personId, personId),
    );
    const [held] = await tx.select().from(admissionObjection).where(isThis).for('update');
    if (!held || actor.kind !== 'person') return refuse(404, 'not-found');
    if (held.state === decision) return done();
    if (held.state !== 'open') return refuse(409, 'objection-decided');
    if (held.raisedBy === actor.personId) return refuse(403, 'objection-own');
    const { day: today, membership } = reached.value;
    const by = { decidedAt: sql`house_now()`, decidedBy: actor.personId, decisionReason: input.reason };
    await tx
      .update(admissionObjection)
      .set({ state: decision, ...by })
      .where(eq(admissionObjection.id, held.id));
    await endRest(tx, actor, { suspensionId: held.suspensionId, today });
    const open = decision === 'upheld' ? await openMembership(tx, personId) : null;
    if (open)
      await closeMembership(tx, actor, { open, ending: { endedOn: today, reason: 'objected', today } });
    const subject = { kind: 'person', id: personId } as const;
    const detail = { decision, unitId: membership.unitId };
    await recordFact(tx, actor, { kind: MEMBERSHIP_FACTS.objectionDecided, subject, detail });
    await recordEvidence(tx, actor, { code: `objection-${decision}`, subject, reason: input.reason });
    return done();
  });
}

async function endRest(
  tx: Tx,
  actor: Actor,
  { suspensionId, today }: { readonly suspensionId: string; readonly today: string },
): Promise<void> {
  const stands = and(eq(suspension.lineage, suspensionId), isNull(suspension.supersededAt));
  const [rest] = await tx.select().from(suspension).where(stands);
  if (!rest) return;
  await supersede(tx, suspension, rest.id);
  const { lineage, personId, fromOn, reason } = rest;
  await tx
    .insert(suspension)
    .values({ lineage, personId, fromOn, toOn: today, reason, recordedBy: recorder(actor) });
}
