import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { passwordTrouble } from '../../password.ts';
import type { ChangePassword } from '../../sign-in.ts';
import { accountById, ownAccount } from '../accounts.ts';
import { digestOf } from '../secret/digest.ts';
import { withdrawTokens } from '../mail/mailed-tokens.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { endSessionsOf } from '../session/end-sessions.ts';
import { replaceSession } from '../session/replace-session.ts';
import { hashPassword, isRightPassword } from '../sign-in/password-hash.ts';
import { countTry, forgiveTries, type TriedKey } from '../sign-in/tries.ts';
import { account as accountTable } from '../tables.ts';

/** Every other session ends, and this one gets another id. */
export async function changePassword(
  actor: Actor,
  input: ChangePassword,
): Promise<Outcome<{ readonly sessionId: string | null }>> {
  if (actor.kind !== 'person' || actor.sessionHash === null) return refuse(401, 'sign-in-first');
  const { sessionHash, accountId } = actor;
  const keys: TriedKey[] = [{ kind: 'second-step', about: accountId }];
  const waiting = await countTry(keys);
  if (waiting) return waiting;
  const before = await accountById(database(), accountId);
  const isRight = await isRightPassword(before?.passwordHash ?? null, input.oldPassword);
  if (!before || !isRight) {
    return refuse(401, 'password-wrong', { fields: { oldPassword: 'password-wrong' } });
  }
  const trouble = passwordTrouble(input.password, before.email);
  if (trouble) return refuse(422, trouble, { fields: { password: trouble } });
  const passwordHash = await hashPassword(input.password);
  return transact(async (tx) => {
    const account = await ownAccount(tx, actor);
    if (account?.passwordHash !== before.passwordHash) return refuse(401, 'sign-in-first');
    await tx.update(accountTable).set({ passwordHash }).where(eq(accountTable.id, accountId));
    await forgiveTries(tx, keys);
    await withdrawTokens(tx, accountId, ['reset', 'activation', 'address']);
    const sessionId = await replaceSession(tx, sessionHash, { isFresh: true });
    await endSessionsOf(tx, accountId, sessionId ? digestOf(sessionId) : null);
    await recordFact(tx, actor, {
      kind: ACCOUNT_FACTS.passwordChanged,
      subject: { kind: 'account', id: accountId },
    });
    await mailSecurityNotice(tx, before, 'password-changed');
    return done({ sessionId });
  });
}
