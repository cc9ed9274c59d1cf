import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import type { PasskeySignIn } from '../../passkey.ts';
import { safeWay, type Visit } from '../../sign-in.ts';
import { withdrawTokens } from '../mail/mailed-tokens.ts';
import { openSession } from '../session/open-session.ts';
import type { SignedInEntrance } from '../sign-in/entrance.ts';
import { countTry } from '../sign-in/tries.ts';
import { accountOfAssertion } from './check-assertion.ts';

/** A passkey is both factors: something one has, and a PIN or finger which the device has checked. */
export async function signInWithPasskey(
  _actor: Actor,
  { answer, to, visit }: PasskeySignIn & { readonly visit: Visit },
): Promise<Outcome<SignedInEntrance>> {
  const waiting = await countTry([{ kind: 'network', about: visit.network }]);
  if (waiting) return waiting;
  return transact(async (tx) => {
    const account = await accountOfAssertion(tx, answer, visit.origin);
    if (!account) return refuse(401, 'passkey-refused');
    await withdrawTokens(tx, account.id, ['second-factor-loss']);
    const session = await openSession(tx, { account, secondFactor: true, visit });
    return done({ kind: 'signed-in', session, locale: account.locale, to: safeWay(to) });
  });
}
