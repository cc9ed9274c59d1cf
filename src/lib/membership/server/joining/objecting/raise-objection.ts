import { eq } from 'drizzle-orm';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../../facts.ts';
import type { RaiseObjection } from '../../../joining/objection.ts';
import { admissionObjection, suspension } from '../../tables.ts';
import { memberToObjectTo } from './reach-admission.ts';

/**
 * A board above objects with reasons before the membership takes full effect. From now on its rights rest until the
 * objection is decided. A second time it says the same again.
 */
export async function raiseObjection(actor: Actor, input: RaiseObjection): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToObjectTo(tx, actor, input.personId);
    if (!reached.ok) return reached;
    if (actor.kind !== 'person') return refuse(404, 'not-found');
    const { day, membership, unitPath } = reached.value;
    const { personId } = input;
    const isThis = eq(admissionObjection.membershipId, membership.lineage);
    const [raised] = await tx.select().from(admissionObjection).where(isThis);
    if (raised?.state === 'open' && raised.raisedBy === actor.personId) return done();
    if (raised) return refuse(409, 'objection-already-raised');
    const isOver = membership.endedOn !== null && membership.endedOn <= day;
    if (isOver || membership.effectiveOn === null || membership.effectiveOn <= day) {
      return refuse(409, 'objection-too-late');
    }
    const by = actor.personId;
    // What is said against an admission stands in the objection; the entry says only that there is one.
    const rest = {
      personId,
      fromOn: day,
      reason: m.joining_objection_rest({}, { locale: 'de' }),
      recordedBy: by,
    };
    const [row] = await tx.insert(suspension).values(rest).returning({ lineage: suspension.lineage });
    const { lineage: suspensionId } = row as { lineage: string };
    const given = { personId, membershipId: membership.lineage, suspensionId, reason: input.reason };
    await tx.insert(admissionObjection).values({ ...given, raisedBy: by });
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.admissionObjected,
      subject: { kind: 'person', id: personId },
      detail: { unitId: membership.unitId, unitPath },
    });
    return done();
  });
}
