import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { endSessionsOf } from './end-sessions.ts';

/** Everywhere but here. */
export async function endOtherSessions(actor: Actor): Promise<Outcome> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  return transact(async (tx) => {
    await endSessionsOf(tx, actor.accountId, actor.sessionHash);
    return done();
  });
}
