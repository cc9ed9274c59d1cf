import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { RecordDues } from '../../membership.ts';
import { duesStanding } from '../tables.ts';
import { memberToWrite } from './reach.ts';
import { recorder } from './recorded-by.ts';
import { supersede } from './versions.ts';

/** The standing of dues since a day; the same day again corrects what stood there. In arrears never ends anything. */
export async function recordDues(actor: Actor, input: RecordDues): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const [same] = await tx
      .select({ id: duesStanding.id, lineage: duesStanding.lineage })
      .from(duesStanding)
      .where(
        and(
          eq(duesStanding.personId, input.personId),
          eq(duesStanding.since, input.since),
          isNull(duesStanding.supersededAt),
        ),
      );
    if (same) await supersede(tx, duesStanding, same.id);
    const lineage = same ? { lineage: same.lineage } : {};
    await tx.insert(duesStanding).values({ ...input, ...lineage, recordedBy: recorder(actor) });
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.duesRecorded,
      subject: { kind: 'person', id: input.personId },
      detail: { standing: input.standing },
    });
    return done();
  });
}
