import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { safeWay, type SecondStep, type Visit } from '../../sign-in.ts';
import { lockedAccount } from '../accounts.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { withdrawTokens } from '../mail/mailed-tokens.ts';
import { spendSeal } from '../secret/seal.ts';
import { useCode } from '../second-factor/check-code.ts';
import { openSession } from '../session/open-session.ts';
import { accountOfStep, isStepOf, type SignedInEntrance } from './entrance.ts';
import { countTry, forgiveTries, type TriedKey } from './tries.ts';

type Input = SecondStep & { readonly visit: Visit; readonly step: string };

/** Six digits or a recovery code after the right password. */
export async function passSecondStep(_actor: Actor, input: Input): Promise<Outcome<SignedInEntrance>> {
  const accountId = accountOfStep(input.step, await houseNow(database()));
  if (!accountId) return refuse(401, 'second-step-too-late');
  const keys: TriedKey[] = [{ kind: 'second-step', about: accountId }];
  const waiting = await countTry(keys);
  if (waiting) return waiting;
  return transact(async (tx) => {
    const account = await lockedAccount(tx, accountId);
    if (!account || !isStepOf(input.step, account, await houseNow(tx)))
      return refuse(401, 'second-step-too-late');
    const used = await useCode(tx, account, input.code);
    if (!used) return refuse(401, 'code-wrong', { fields: { code: 'code-wrong' } });
    if (!(await spendSeal(tx, input.step))) return refuse(401, 'second-step-too-late');
    await forgiveTries(tx, keys);
    await withdrawTokens(tx, account.id, ['second-factor-loss']);
    if (used === 'recovery') await mailSecurityNotice(tx, account, 'recovery-code-used');
    const session = await openSession(tx, { account, secondFactor: true, visit: input.visit });
    return done({ kind: 'signed-in', session, locale: account.locale, to: safeWay(input.to) });
  });
}
