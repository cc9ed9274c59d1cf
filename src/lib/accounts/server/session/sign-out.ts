import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { session } from '../tables.ts';

/** Signing out twice is signing out. */
export async function signOut(actor: Actor): Promise<Outcome> {
  if (actor.kind !== 'person' || actor.sessionHash === null) return done();
  const { personId, sessionHash } = actor;
  return transact(async (tx) => {
    await tx.delete(session).where(eq(session.hash, sessionHash));
    await ringChanged(tx, { kind: 'person', id: personId });
    return done();
  });
}
