import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome, refuse } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ELIGIBILITY_FACTS } from '../../facts.ts';
import type { LotWish } from '../../seats/key-form.ts';
import { settle } from '../../seats/lot.ts';
import { delegateKeyLot } from '../tables.ts';
import { visibleKey } from './visible-keys.ts';

/** Records the lot that was drawn, once; who won must be among the tied. */
export async function recordLot(actor: Actor, { keyId, winners, account }: LotWish): Promise<Outcome> {
  return transact(async (tx) => {
    const found = await visibleKey(tx, actor, keyId);
    if (actor.kind !== 'person' || !found) return refuse(404, 'not-found');
    const settled = settle(found.key, found.distribution, winners);
    if (!settled.ok) return refuse(409, settled.code, { fields: { winners: settled.code } });
    const [row] = await tx
      .insert(delegateKeyLot)
      .values({ keyId, winners: settled.lot, account, recordedBy: actor.personId })
      .onConflictDoNothing()
      .returning({ keyId: delegateKeyLot.keyId });
    if (!row) return refuse(409, 'lot-without-tie');
    const subject = { kind: 'delegate-key', id: keyId };
    await recordFact(tx, actor, { kind: ELIGIBILITY_FACTS.keyLotRecorded, subject });
    return done();
  });
}
