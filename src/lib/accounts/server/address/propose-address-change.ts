import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { addressKey } from '../../account.ts';
import type { ProposeAddressChange } from '../../address-change.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { accountByAddress } from '../accounts.ts';
import { needsRecentSignIn } from '../recent.ts';
import { account as accountTable, addressChange } from '../tables.ts';
import { mayChange } from './open-changes.ts';

/** The first of two officers, for a member whose address a sealed roll has frozen. */
export async function proposeAddressChange(
  actor: Actor,
  input: ProposeAddressChange,
): Promise<Outcome<{ readonly id: string }>> {
  return transact(async (tx) => {
    if (actor.kind !== 'person' || !(await mayChange(tx, actor, input.personId)))
      return refuse(404, 'not-found');
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const [account] = await tx
      .select()
      .from(accountTable)
      .where(eq(accountTable.personId, input.personId))
      .for('update');
    if (!account || account.closedAt) return refuse(404, 'not-found');
    if (addressKey(input.email) === addressKey(account.email)) return refuse(422, 'address-unchanged');
    if (await accountByAddress(tx, input.email)) return refuse(409, 'address-taken');
    const [row] = await tx
      .insert(addressChange)
      .values({
        accountId: account.id,
        personId: account.personId,
        oldEmail: account.email,
        newEmail: input.email,
        reason: input.reason,
        proposedBy: actor.personId,
      })
      .onConflictDoNothing()
      .returning({ id: addressChange.id });
    if (!row) return refuse(409, 'address-change-open');
    const subject = { kind: 'address-change', id: row.id };
    await recordFact(tx, actor, { kind: ACCOUNT_FACTS.addressChangeProposed, subject });
    await recordEvidence(tx, actor, { code: 'address-change-proposed', subject, reason: input.reason });
    return done({ id: row.id });
  });
}
