import { eq } from 'drizzle-orm';
import { isRecentlySignedIn, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { dayOf } from '../../day.ts';
import { leavingDays, type LeaveParty } from '../../membership.ts';
import { openMembership } from '../people/reach.ts';
import { person } from '../tables.ts';
import { closeMembership } from './close-membership.ts';

/** A member declares to leave. It needs nobody's consent, but a sign-in of the last minutes, so that it is they. */
export async function leaveParty(actor: Actor, { endedOn }: LeaveParty): Promise<Outcome> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  return transact(async (tx) => {
    const { personId } = actor;
    await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for('update');
    const open = await openMembership(tx, personId);
    if (!open) return refuse(409, 'nothing-to-leave');
    const now = await houseNow(tx);
    if (!isRecentlySignedIn(actor, now)) return refuse(403, 'sign-in-again');
    const today = dayOf(now);
    const { first, last } = leavingDays(today);
    if (endedOn < first || endedOn > last || endedOn < open.joinedOn) {
      return refuse(422, 'leaving-day-out-of-range', { fields: { endedOn: 'leaving-day-out-of-range' } });
    }
    await closeMembership(tx, actor, { open, ending: { endedOn, reason: 'left', today } });
    return done();
  });
}
