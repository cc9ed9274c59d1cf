import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { transfer } from '../tables.ts';
import { closeTransfer, openTransfer } from './settle-transfer.ts';

/** A member no longer wishes the transfer, also one that the house had proposed. */
export async function withdrawTransfer(actor: Actor): Promise<Outcome> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  return transact(async (tx) => {
    const [mine] = await tx
      .select({ id: transfer.id })
      .from(transfer)
      .where(and(eq(transfer.personId, actor.personId), eq(transfer.state, 'open')));
    const asked = mine && (await openTransfer(tx, mine.id));
    if (!asked) return refuse(404, 'not-found');
    await closeTransfer(tx, actor, { asked, state: 'withdrawn' });
    return done();
  });
}
