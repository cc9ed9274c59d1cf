import { and, eq, isNull } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { ChangeResidence } from '../../membership.ts';
import { residence } from '../tables.ts';
import { proposeTransfer } from '../transfers/propose-transfer.ts';
import { memberToWrite } from './reach.ts';
import { recorder } from './recorded-by.ts';
import { supersede } from './versions.ts';

/** A new main residence since a day; the same day again corrects what stood there. */
export async function changeResidence(actor: Actor, input: ChangeResidence): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const [same] = await tx
      .select({ id: residence.id, lineage: residence.lineage })
      .from(residence)
      .where(
        and(
          eq(residence.personId, input.personId),
          eq(residence.since, input.since),
          isNull(residence.supersededAt),
        ),
      );
    if (same) await supersede(tx, residence, same.id);
    const lineage = same ? { lineage: same.lineage } : {};
    await tx.insert(residence).values({ ...input, ...lineage, recordedBy: recorder(actor) });
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.residenceChanged,
      subject: { kind: 'person', id: input.personId },
    });
    await proposeTransfer(tx, actor, { home: input, today: reached.value.day });
    return done();
  });
}
