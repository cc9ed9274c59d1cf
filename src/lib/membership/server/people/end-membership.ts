import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import type { EndMembership } from '../../membership.ts';
import { closeMembership } from '../standing/close-membership.ts';
import { memberToWrite, openMembership } from './reach.ts';

/** An officer ends the open membership from a day on, with its reason. */
export async function endMembership(actor: Actor, input: EndMembership): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const open = await openMembership(tx, input.personId);
    if (open?.id !== reached.value.membership.id) return refuse(409, 'membership-already-ended');
    const { endedOn, reason } = input;
    const { day: today } = reached.value;
    if (endedOn < open.joinedOn) {
      return refuse(422, 'end-before-begin', { fields: { endedOn: 'end-before-begin' } });
    }
    if (reason === 'died' && endedOn > today) {
      return refuse(422, 'death-in-future', { fields: { endedOn: 'death-in-future' } });
    }
    await closeMembership(tx, actor, { open, ending: { endedOn, reason, today } });
    return done();
  });
}
