import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { TakeBackEnd } from '../../membership.ts';
import { entryToWrite } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { supersede } from '../people/versions.ts';
import { membership } from '../tables.ts';

/**
 * An end was entered by mistake, a death too: the membership runs on as if nothing had been. What members declared
 * themselves stays declared. Offices that ended with it do not come back by this.
 */
export async function takeBackEnd(actor: Actor, input: TakeBackEnd): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await entryToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const { id, lineage, personId, unitId, joinedOn, effectiveOn, ...end } = reached.value.membership;
    if (end.endedOn === null || end.endReason === 'moved') return refuse(409, 'no-end-to-take-back');
    if (end.endReason === 'objected') return refuse(409, 'end-by-objection');
    if (end.recordedBy === personId) return refuse(409, 'end-declared-by-member');
    await supersede(tx, membership, id);
    const open = { lineage, personId, unitId, joinedOn, effectiveOn };
    await tx.insert(membership).values({ ...open, recordedBy: recorder(actor) });
    const subject = { kind: 'person', id: personId } as const;
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.endTakenBack,
      subject,
      detail: { reason: end.endReason, endedOn: end.endedOn },
    });
    await recordEvidence(tx, actor, { code: 'membership-end-taken-back', subject, reason: input.why });
    return done();
  });
}
