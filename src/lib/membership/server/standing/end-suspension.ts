import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { EndSuspension } from '../../membership.ts';
import { restsByObjection } from '../joining/objecting/objections.ts';
import { memberToWrite } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { supersede } from '../people/versions.ts';
import { suspension } from '../tables.ts';

/** The rights come back on a day, earlier than was said; never later, for that is a new suspension with its own reason. */
export async function endSuspension(actor: Actor, input: EndSuspension): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const { personId, suspensionId: lineage, toOn } = input;
    const [present] = await tx
      .select()
      .from(suspension)
      .where(
        and(
          eq(suspension.lineage, lineage),
          eq(suspension.personId, personId),
          isNull(suspension.supersededAt),
        ),
      );
    if (!present) return refuse(404, 'not-found');
    if (await restsByObjection(tx, lineage)) return refuse(409, 'objection-open');
    const { id, fromOn, toOn: until, reason } = present;
    if (until !== null && until <= reached.value.day) return refuse(409, 'suspension-already-ended');
    if (toOn < fromOn) return refuse(422, 'end-before-begin', { fields: { toOn: 'end-before-begin' } });
    if (until !== null && toOn > until) {
      return refuse(422, 'suspension-not-lengthened', { fields: { toOn: 'suspension-not-lengthened' } });
    }
    await supersede(tx, suspension, id);
    await tx
      .insert(suspension)
      .values({ lineage, personId, fromOn, toOn, reason, recordedBy: recorder(actor) });
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.suspensionEnded,
      subject: { kind: 'person', id: personId },
      detail: { toOn },
    });
    return done();
  });
}
