import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { stateOfAddressChange } from '../../address-change.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { useToken } from '../mail/mailed-tokens.ts';
import { addressChange } from '../tables.ts';
import { lockedChange, type AddressChangeRow } from './open-changes.ts';

/** Any officer who might have approved it, the first one included, may stop it. */
export async function stopAddressChange(actor: Actor, { id }: { readonly id: string }): Promise<Outcome> {
  return transact(async (tx) => {
    const change = await lockedChange(tx, actor, id);
    return change ? stop(tx, actor, change) : refuse(404, 'not-found');
  });
}

/** Following the link that was mailed to the old address; signed in or not. */
export async function stopAddressChangeByMail(
  actor: Actor,
  { token }: { readonly token: string },
): Promise<Outcome> {
  return transact(async (tx) => {
    const used = await useToken(tx, token, ['stop-address-change']);
    if (!used?.detail) return refuse(410, 'link-used-up');
    const [change] = await tx
      .select()
      .from(addressChange)
      .where(eq(addressChange.id, used.detail))
      .for('update');
    return change ? stop(tx, actor, change) : refuse(410, 'link-used-up');
  });
}

async function stop(tx: Tx, actor: Actor, change: AddressChangeRow): Promise<Outcome> {
  const now = await houseNow(tx);
  const state = stateOfAddressChange(change, now);
  if (state === 'applied' || state === 'stopped') return refuse(409, 'address-change-decided');
  const stoppedBy = actor.kind === 'person' && actor.personId !== change.personId ? actor.personId : null;
  await tx.update(addressChange).set({ stoppedAt: now, stoppedBy }).where(eq(addressChange.id, change.id));
  const subject = { kind: 'address-change', id: change.id };
  await recordFact(tx, actor, { kind: ACCOUNT_FACTS.addressChangeStopped, subject });
  await recordEvidence(tx, actor, { code: 'address-change-stopped', subject });
  return done();
}
