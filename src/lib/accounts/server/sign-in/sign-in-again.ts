import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { hasSecondFactor } from '../../second-factor.ts';
import { safeWay, type SignInAgain } from '../../sign-in.ts';
import { accountById, ownAccount } from '../accounts.ts';
import { useCode } from '../second-factor/check-code.ts';
import { secondFactorsOf } from '../second-factor/second-factors.ts';
import { replaceSession } from '../session/replace-session.ts';
import { isRightPassword } from './password-hash.ts';
import { countTry, forgiveTries, type TriedKey } from './tries.ts';

export interface SignedInAgain {
  /** Null when nothing had to be given out (a persona of the demo is always fresh). */
  readonly sessionId: string | null;
  readonly to: string;
}

/** Before a grave act: the password once more, and the code where there is a second factor. */
export async function signInAgain(actor: Actor, input: SignInAgain): Promise<Outcome<SignedInAgain>> {
  if (actor.kind !== 'person' || actor.sessionHash === null) return refuse(401, 'sign-in-first');
  const { sessionHash, accountId } = actor;
  const keys: TriedKey[] = [{ kind: 'second-step', about: accountId }];
  const waiting = await countTry(keys);
  if (waiting) return waiting;
  const before = await accountById(database(), accountId);
  const isRight = await isRightPassword(before?.passwordHash ?? null, input.password);
  if (!isRight) return refuse(401, 'password-wrong', { fields: { password: 'password-wrong' } });
  return transact(async (tx) => {
    const account = await ownAccount(tx, actor);
    if (account?.passwordHash !== before?.passwordHash || !account) return refuse(401, 'sign-in-first');
    const needsCode = hasSecondFactor(await secondFactorsOf(tx, account));
    if (needsCode && !(await useCode(tx, account, input.code ?? ''))) {
      return refuse(401, 'code-wrong', { fields: { code: 'code-wrong' } });
    }
    await forgiveTries(tx, keys);
    const standing = needsCode ? { isFresh: true, secondFactor: true } : { isFresh: true };
    return done({ sessionId: await replaceSession(tx, sessionHash, standing), to: safeWay(input.to) });
  });
}
