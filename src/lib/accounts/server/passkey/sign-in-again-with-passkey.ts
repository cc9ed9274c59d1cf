import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import type { PasskeySignIn } from '../../passkey.ts';
import { safeWay, type Visit } from '../../sign-in.ts';
import { replaceSession } from '../session/replace-session.ts';
import type { SignedInAgain } from '../sign-in/sign-in-again.ts';
import { accountOfAssertion } from './check-assertion.ts';

/** Somebody else's passkey does not renew this session. */
export async function signInAgainWithPasskey(
  actor: Actor,
  { answer, to, visit }: PasskeySignIn & { readonly visit: Visit },
): Promise<Outcome<SignedInAgain>> {
  if (actor.kind !== 'person' || actor.sessionHash === null) return refuse(401, 'sign-in-first');
  const { sessionHash, accountId } = actor;
  return transact(async (tx) => {
    const account = await accountOfAssertion(tx, answer, visit.origin);
    if (account?.id !== accountId) return refuse(401, 'passkey-refused');
    const sessionId = await replaceSession(tx, sessionHash, { isFresh: true, secondFactor: true });
    return done({ sessionId, to: safeWay(to) });
  });
}
