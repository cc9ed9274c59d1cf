import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { ownAccount } from '../accounts.ts';
import { needsRecentSignIn } from '../recent.ts';
import { keepsOne, tellOfLoss } from '../second-factor/lose-second-factor.ts';
import { passkey } from '../tables.ts';

export async function removePasskey(actor: Actor, { id }: { readonly id: string }): Promise<Outcome> {
  return transact(async (tx) => {
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const account = await ownAccount(tx, actor);
    if (!account || actor.kind !== 'person') return refuse(401, 'sign-in-first');
    const mine = and(eq(passkey.id, id), eq(passkey.accountId, account.id));
    const [found] = await tx.select({ id: passkey.id }).from(passkey).where(mine);
    if (!found) return refuse(404, 'not-found');
    const last = await keepsOne(tx, account);
    if (last) return last;
    await tx.delete(passkey).where(mine);
    await tellOfLoss(tx, actor, account);
    return done();
  });
}
