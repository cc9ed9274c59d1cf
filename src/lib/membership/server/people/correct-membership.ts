import { and, eq, gt, isNull, ne } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { CorrectMembership } from '../../membership.ts';
import { membership } from '../tables.ts';
import { entryToWrite } from './reach.ts';
import { recorder } from './recorded-by.ts';
import { supersede } from './versions.ts';

/** Puts the days of the present membership right; the version before stays readable. */
export async function correctMembership(actor: Actor, input: CorrectMembership): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await entryToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const { id, lineage, personId, unitId, endedOn, endReason } = reached.value.membership;
    const { joinedOn, effectiveOn } = input;
    if (endedOn !== null && joinedOn > endedOn) {
      return refuse(422, 'end-before-begin', { fields: { joinedOn: 'end-before-begin' } });
    }
    if (await reachesIntoAnother(tx, { personId, lineage, joinedOn })) {
      return refuse(422, 'begin-before-last-end', { fields: { joinedOn: 'begin-before-last-end' } });
    }
    await supersede(tx, membership, id);
    await tx.insert(membership).values({
      ...{ lineage, personId, unitId, endedOn, endReason, joinedOn, effectiveOn },
      recordedBy: recorder(actor),
    });
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.membershipCorrected,
      subject: { kind: 'person', id: personId },
    });
    return done();
  });
}

/** Nobody belongs to two units on one day. */
async function reachesIntoAnother(
  tx: Tx,
  { personId, lineage, joinedOn }: { personId: string; lineage: string; joinedOn: string },
): Promise<boolean> {
  const [row] = await tx
    .select({ id: membership.id })
    .from(membership)
    .where(
      and(
        eq(membership.personId, personId),
        ne(membership.lineage, lineage),
        isNull(membership.supersededAt),
        gt(membership.endedOn, joinedOn),
      ),
    )
    .limit(1);
  return row !== undefined;
}
