import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../../facts.ts';
import type { HandOnApplication } from '../../../joining/application.ts';
import { mayWriteMembers } from '../../../powers.ts';
import { application } from '../../tables.ts';
import { unitById, unitByNumber } from '../../units/units.ts';
import { callBoard, ringBoards } from '../board.ts';
import { mailHandedOn } from '../letters.ts';
import { heldApplication, type HeldApplication } from './reach-application.ts';

/** Another board decides; the deadline goes on, since the applicant has waited already. */
export async function handOnApplication(actor: Actor, input: HandOnApplication): Promise<Outcome> {
  return transact(async (tx) => {
    const held = await heldApplication(tx, input.applicationId);
    if (!held) return refuse(404, 'not-found');
    if (!mayWriteMembers(actor, held.unit.path)) {
      return (await isHandedOnBy(tx, actor, { held, to: input.unitNumber }))
        ? done()
        : refuse(404, 'not-found');
    }
    if (held.row.state !== 'waiting') return refuse(409, 'application-decided');
    const to = await unitByNumber(tx, input.unitNumber);
    if (!to) return refuse(422, 'unit-not-there', { fields: { unitNumber: 'unit-not-there' } });
    if (to.id === held.unit.id) {
      if (await isHandedOnBy(tx, actor, { held, to: to.number })) return done();
      return refuse(422, 'already-there', { fields: { unitNumber: 'already-there' } });
    }
    const { row, applicant, unit } = held;
    await tx
      .update(application)
      .set({ unitId: to.id, handedFrom: unit.id, handedReason: input.reason })
      .where(eq(application.id, row.id));
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.applicationHandedOn,
      subject: { kind: 'application', id: row.id },
      detail: { from: unit.id, to: to.id },
    });
    await callBoard(tx, { applicationId: row.id, unitId: to.id, occasion: 'new' });
    const locale = applicant.locale === 'en' ? 'en' : 'de';
    const news = { applicationId: row.id, unitId: to.id, unit: to.name };
    await mailHandedOn(tx, { email: applicant.email, locale }, news);
    await ringBoards(tx, [unit.id, to.id]);
    return done();
  });
}

/** Whether this board handed it there before: asked once more it hears the same. */
async function isHandedOnBy(
  tx: Tx,
  actor: Actor,
  { held, to }: { readonly held: HeldApplication; readonly to: number },
): Promise<boolean> {
  if (held.row.handedFrom === null || held.unit.number !== to) return false;
  const from = await unitById(tx, held.row.handedFrom);
  return from !== null && mayWriteMembers(actor, from.path);
}
