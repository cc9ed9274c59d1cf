import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { session } from '../tables.ts';

/** By its hash, which is what the list shows; Lucia would take the hash for an id and end nothing. */
export async function endListedSession(actor: Actor, { hash }: { readonly hash: string }): Promise<Outcome> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  return transact(async (tx) => {
    const ended = await tx
      .delete(session)
      .where(and(eq(session.hash, hash), eq(session.accountId, actor.accountId)))
      .returning({ hash: session.hash });
    if (ended.length === 0) return refuse(404, 'not-found');
    await ringChanged(tx, { kind: 'person', id: actor.personId });
    return done();
  });
}
