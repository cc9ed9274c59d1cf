import type { Tx } from '#lib/platform/server/database.server.ts';
import { admitMember as beginMembership } from '../people/enrolment.ts';
import { writeEnd } from '../people/versions.ts';
import type { membership } from '../tables.ts';

/**
 * The membership ends here and begins there without a day between. Rights once held go along: what was effective in the
 * old unit is effective in the new one at once; whether it counts there yet is for the rule of each act to say.
 */
export async function writeMove(
  tx: Tx,
  open: typeof membership.$inferSelect,
  move: { readonly unitId: string; readonly movedOn: string; readonly recordedBy: string | null },
): Promise<void> {
  const { unitId, movedOn, recordedBy } = move;
  const effective = open.effectiveOn ?? open.joinedOn;
  await writeEnd(tx, open, { endedOn: movedOn, reason: 'moved', recordedBy });
  const effectiveOn = effective > movedOn ? effective : movedOn;
  const { personId } = open;
  await beginMembership(tx, { personId, unitId, joinedOn: movedOn, effectiveOn }, recordedBy);
}
