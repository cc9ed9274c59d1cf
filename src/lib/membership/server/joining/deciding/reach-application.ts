import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { mayWriteMembers } from '../../../powers.ts';
import type { Unit } from '../../../unit.ts';
import { isRowId } from '../../row-id.ts';
import { applicant, application } from '../../tables.ts';
import { unitById } from '../../units/units.ts';

export interface HeldApplication {
  readonly row: typeof application.$inferSelect;
  readonly applicant: typeof applicant.$inferSelect;
  readonly unit: Unit;
}

/**
 * The application, held until the transaction ends, if it has reached a board and the actor decides there. One that was
 * never confirmed or was taken back is answered like one that does not exist.
 */
export async function applicationToDecide(
  tx: Tx,
  actor: Actor,
  applicationId: string,
): Promise<HeldApplication | null> {
  const held = await heldApplication(tx, applicationId);
  return held && mayWriteMembers(actor, held.unit.path) ? held : null;
}

/** The same before anybody asked whether the actor may. */
export async function heldApplication(tx: Tx, applicationId: string): Promise<HeldApplication | null> {
  if (!isRowId(applicationId)) return null;
  const [row] = await tx.select().from(application).where(eq(application.id, applicationId)).for('update');
  if (!row || row.state === 'unconfirmed' || row.state === 'withdrawn') return null;
  const [own] = await tx.select().from(applicant).where(eq(applicant.applicationId, applicationId));
  const unit = await unitById(tx, row.unitId);
  return own && unit ? { row, applicant: own, unit } : null;
}
