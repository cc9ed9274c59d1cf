import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { MoveMember } from '../../membership.ts';
import { mayWriteMembers } from '../../powers.ts';
import { writeMove } from '../transfers/write-move.ts';
import { unitByNumber } from '../units/units.ts';
import { memberToWrite, openMembership } from './reach.ts';
import { recorder } from './recorded-by.ts';

/**
 * From a day on the member belongs to another unit, where the officer may write too. Rights once held go along: a
 * membership that was effective in the old unit is effective in the new one at once.
 */
export async function moveMember(actor: Actor, input: MoveMember): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const unit = await unitByNumber(tx, input.unitNumber);
    if (!unit || !mayWriteMembers(actor, unit.path)) {
      return refuse(422, 'unit-unknown', { fields: { unitNumber: 'unit-unknown' } });
    }
    const open = await openMembership(tx, input.personId);
    if (open?.id !== reached.value.membership.id) return refuse(409, 'membership-already-ended');
    if (unit.id === open.unitId) return refuse(409, 'same-unit', { fields: { unitNumber: 'same-unit' } });
    const { personId, movedOn } = input;
    if (movedOn < open.joinedOn) {
      return refuse(422, 'end-before-begin', { fields: { movedOn: 'end-before-begin' } });
    }
    await writeMove(tx, open, { unitId: unit.id, movedOn, recordedBy: recorder(actor) });
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.memberMoved,
      subject: { kind: 'person', id: personId },
      detail: { from: open.unitId, to: unit.id, movedOn },
    });
    return done();
  });
}
