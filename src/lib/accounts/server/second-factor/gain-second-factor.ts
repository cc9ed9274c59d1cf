import type { PersonActor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import type { AccountRow } from '../accounts.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { replaceSession } from '../session/replace-session.ts';
import { writeRecoveryCodes } from './recovery-codes.ts';
import { secondFactorsOf } from './second-factors.ts';

export interface GainedSecondFactor {
  /** To be written down, if these are the first. */
  readonly codes: readonly string[];
  readonly sessionId: string | null;
}

/** What adding an app and adding a passkey have in common: codes, fact, mail, and a session that has passed it. */
export async function gainSecondFactor(
  tx: Tx,
  actor: PersonActor,
  account: AccountRow,
): Promise<GainedSecondFactor> {
  const { recoveryCodes } = await secondFactorsOf(tx, account);
  const codes = recoveryCodes === 0 ? await writeRecoveryCodes(tx, account.id) : [];
  await recordFact(tx, actor, {
    kind: ACCOUNT_FACTS.secondFactorAdded,
    subject: { kind: 'account', id: account.id },
  });
  await mailSecurityNotice(tx, account, 'second-factor-added');
  const { sessionHash } = actor;
  const sessionId =
    sessionHash === null ? null : await replaceSession(tx, sessionHash, { secondFactor: true });
  return { codes, sessionId };
}
