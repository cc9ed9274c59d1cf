import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { database, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { passwordTrouble } from '../../password.ts';
import type { SetNewPassword, Visit } from '../../sign-in.ts';
import { accountById, lockedAccount, type AccountRow } from '../accounts.ts';
import { goodToken, useToken, withdrawTokens } from '../mail/mailed-tokens.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { endSessionsOf } from '../session/end-sessions.ts';
import { enterWithPassword, type Entrance } from '../sign-in/entrance.ts';
import { hashPassword } from '../sign-in/password-hash.ts';
import { account as accountTable } from '../tables.ts';

const PURPOSES = ['activation', 'reset'] as const;

/** Following a mailed link: sets the password, ends every session, and goes on as a sign-in with it. */
export async function setNewPassword(
  actor: Actor,
  input: SetNewPassword & { readonly visit: Visit },
): Promise<Outcome<Entrance>> {
  const token = await goodToken(database(), input.token, PURPOSES);
  const known = token ? await accountById(database(), token.accountId) : null;
  if (!known) return refuse(410, 'link-used-up');
  const trouble = passwordTrouble(input.password, known.email);
  if (trouble) return refuse(422, trouble, { fields: { password: trouble } });
  const passwordHash = await hashPassword(input.password);
  return transact(async (tx) => {
    const used = await useToken(tx, input.token, PURPOSES);
    const account = used ? await lockedAccount(tx, used.accountId) : null;
    if (!account) return refuse(410, 'link-used-up');
    await keepPassword(tx, actor, { account, passwordHash });
    const changed = { ...account, passwordHash };
    const entrance = await enterWithPassword(tx, { account: changed, visit: input.visit, keys: [], to: '/' });
    return entrance ? done(entrance) : refuse(410, 'link-used-up');
  });
}

async function keepPassword(
  tx: Tx,
  actor: Actor,
  { account, passwordHash }: { readonly account: AccountRow; readonly passwordHash: string },
): Promise<void> {
  const isFirst = account.passwordHash === null;
  await tx.update(accountTable).set({ passwordHash }).where(eq(accountTable.id, account.id));
  await withdrawTokens(tx, account.id, [...PURPOSES, 'address']);
  await endSessionsOf(tx, account.id);
  const kind = isFirst ? ACCOUNT_FACTS.accountActivated : ACCOUNT_FACTS.passwordChanged;
  await recordFact(tx, actor, { kind, subject: { kind: 'account', id: account.id } });
  if (!isFirst) await mailSecurityNotice(tx, account, 'password-changed');
}
