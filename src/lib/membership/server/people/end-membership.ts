import { closeAccountOf } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { EndMembership, EndReason } from '../../membership.ts';
import { membership } from '../tables.ts';
import { memberToWrite, openMembership } from './reach.ts';
import { recorder } from './recorded-by.ts';
import { supersede } from './versions.ts';

/** Nobody signs in any more after these; whoever just left may still look at their own entry. */
const CLOSING: ReadonlySet<EndReason> = new Set(['died', 'expelled']);

/** Ends the open membership from a day on, with its reason. */
export async function endMembership(actor: Actor, input: EndMembership): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const open = await openMembership(tx, input.personId);
    if (open?.id !== reached.value.membership.id) return refuse(409, 'membership-already-ended');
    if (input.endedOn < open.joinedOn) {
      return refuse(422, 'end-before-begin', { fields: { endedOn: 'end-before-begin' } });
    }
    await writeEnd(tx, open, { endedOn: input.endedOn, reason: input.reason, recordedBy: recorder(actor) });
    if (CLOSING.has(input.reason) && input.endedOn <= reached.value.day)
      await closeAccountOf(tx, input.personId);
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.membershipEnded,
      subject: { kind: 'person', id: input.personId },
      detail: { reason: input.reason, endedOn: input.endedOn },
    });
    return done();
  });
}

/** The next version of an open membership: the same with an end. */
export async function writeEnd(
  tx: Tx,
  open: typeof membership.$inferSelect,
  end: { readonly endedOn: string; readonly reason: EndReason; readonly recordedBy: string | null },
): Promise<void> {
  const { lineage, personId, unitId, joinedOn, effectiveOn } = open;
  await supersede(tx, membership, open.id);
  await tx.insert(membership).values({
    ...{ lineage, personId, unitId, joinedOn, effectiveOn },
    endedOn: end.endedOn,
    endReason: end.reason,
    recordedBy: end.recordedBy,
  });
}
