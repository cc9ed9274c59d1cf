import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { SuspendMember } from '../../membership.ts';
import { suspendMember as beginSuspension } from '../people/enrolment.ts';
import { memberToWrite } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { suspension } from '../tables.ts';

/** The rights of a member rest from a day on, until another day or until somebody ends it. */
export async function suspendMember(actor: Actor, input: SuspendMember): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const { endedOn, joinedOn } = reached.value.membership;
    if (endedOn !== null && endedOn <= reached.value.day) return refuse(409, 'membership-already-ended');
    if (input.fromOn < joinedOn) {
      return refuse(422, 'suspension-before-joining', { fields: { fromOn: 'suspension-before-joining' } });
    }
    if (await isOverlapping(tx, input)) return refuse(409, 'already-suspended');
    await beginSuspension(tx, input, recorder(actor));
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.memberSuspended,
      subject: { kind: 'person', id: input.personId },
      detail: { fromOn: input.fromOn, toOn: input.toOn },
    });
    return done();
  });
}

/** Two at once would leave open which of them an end means. */
async function isOverlapping(tx: Tx, { personId, fromOn, toOn }: SuspendMember): Promise<boolean> {
  const [row] = await tx
    .select({ id: suspension.id })
    .from(suspension)
    .where(
      and(
        eq(suspension.personId, personId),
        isNull(suspension.supersededAt),
        or(isNull(suspension.toOn), gt(suspension.toOn, fromOn)),
        toOn === null ? undefined : lt(suspension.fromOn, toOn),
      ),
    )
    .limit(1);
  return row !== undefined;
}
