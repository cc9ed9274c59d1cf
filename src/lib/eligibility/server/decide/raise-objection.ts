import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../../facts.ts';
import { obstacleToObject, type RaiseObjection } from '../../objection.ts';
import { rollRef } from '../../roll.ts';
import { ownPlace } from '../own-place.ts';
import { transactOnRoll } from '../refused-attempt.ts';
import { asRoll } from '../roll-role.ts';
import { lockedRoll } from '../summaries.ts';
import { rollObjection } from '../tables.ts';

/** A member says that their own line is wrong. */
export function raiseObjection(actor: Actor, { rollId, text }: RaiseObjection): Promise<Outcome> {
  return transactOnRoll(actor, rollId, async (tx) => {
    if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
    await asRoll(tx, () => lockedRoll(tx, rollId));
    const place = await ownPlace(tx, rollId, actor);
    if (!place) return refuse(404, 'not-found');
    const own = { verdict: place.line?.verdict ?? 'no', objections: place.objections } as const;
    const obstacle = obstacleToObject(place.roll, own, await houseNow(tx));
    if (obstacle) return refuse(409, obstacle);
    const { personId } = actor;
    await asRoll(tx, () => tx.insert(rollObjection).values({ rollId, personId, text }));
    await recordFact(tx, actor, {
      kind: ELIGIBILITY_FACTS.objectionRaised,
      subject: rollRef(rollId),
      detail: { personId },
    });
    return done();
  });
}
