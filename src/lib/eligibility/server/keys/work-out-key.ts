import { dayOf } from '#lib/membership/day.ts';
import { membersBelow, unitById } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { ELIGIBILITY_FACTS } from '../../facts.ts';
import { mayWorkOutKey } from '../../powers.ts';
import { keyFault } from '../../seats/delegate-key.ts';
import type { KeyWish } from '../../seats/key-form.ts';
import { delegateKey } from '../tables.ts';

/** Counts the members of the branches on the cut-off day and keeps what the key follows from. */
export async function workOutKey(actor: Actor, wish: KeyWish): Promise<Outcome<{ keyId: string }>> {
  return transact(async (tx) => {
    const unit = await unitById(tx, wish.unitId);
    if (actor.kind !== 'person' || !unit || !mayWorkOutKey(actor, unit.path)) return refuse(404, 'not-found');
    const { title, cutOff, counted, method, seats, baseMandates } = wish;
    if (cutOff > dayOf(await houseNow(tx)))
      return refuse(422, 'cut-off-ahead', { fields: { cutOff: 'cut-off-ahead' } });
    const { branches, elsewhere } = await membersBelow(tx, unit.path, { on: cutOff, counted });
    if (branches.length === 0)
      return refuse(422, 'unit-without-branches', { fields: { unitId: 'unit-without-branches' } });
    const units = branches.map(({ path, name, members }) => ({ path, name, votes: members }));
    const fault = keyFault({ method, seats, baseMandates, votes: units.map(({ votes }) => votes) });
    if (fault) return refuse(422, fault, { fields: { seats: fault } });
    const [row] = await tx
      .insert(delegateKey)
      .values({
        ...{ title, cutOff, counted, method, seats, baseMandates, units, elsewhere },
        unitPath: unit.path,
        madeBy: actor.personId,
      })
      .returning({ id: delegateKey.id });
    const keyId = (row as { id: string }).id;
    const subject = { kind: 'delegate-key', id: keyId };
    await recordFact(tx, actor, { kind: ELIGIBILITY_FACTS.keyWorkedOut, subject });
    return done({ keyId });
  });
}
