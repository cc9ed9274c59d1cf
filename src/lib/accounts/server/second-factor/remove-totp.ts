import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { ownAccount } from '../accounts.ts';
import { needsRecentSignIn } from '../recent.ts';
import { account as accountTable } from '../tables.ts';
import { keepsOne, tellOfLoss } from './lose-second-factor.ts';

export async function removeTotp(actor: Actor): Promise<Outcome> {
  return transact(async (tx) => {
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const account = await ownAccount(tx, actor);
    if (!account || actor.kind !== 'person') return refuse(401, 'sign-in-first');
    if (!account.totpSecret) return done();
    const last = await keepsOne(tx, account);
    if (last) return last;
    await tx
      .update(accountTable)
      .set({ totpSecret: null, totpLastStep: null })
      .where(eq(accountTable.id, account.id));
    await tellOfLoss(tx, actor, account);
    return done();
  });
}
