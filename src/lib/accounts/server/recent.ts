import { isRecentlySignedIn, type Actor } from '#lib/platform/actor.ts';
import { refuse, type Refusal } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';

/** What changes the keys to an account asks for a sign-in of the last minutes. */
export async function needsRecentSignIn(reader: Reader, actor: Actor): Promise<Refusal | null> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  return isRecentlySignedIn(actor, await houseNow(reader)) ? null : refuse(403, 'sign-in-again');
}
