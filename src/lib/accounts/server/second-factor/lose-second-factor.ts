import type { PersonActor } from '#lib/platform/actor.ts';
import { refuse, type Refusal } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import type { AccountRow } from '../accounts.ts';
import { fromAbove } from '../from-above.ts';
import { mailSecurityNotice } from '../mail/mails.ts';
import { secondFactorsOf } from './second-factors.ts';

/** Whoever holds an office keeps at least one second factor; another one must be there first. */
export async function keepsOne(tx: Tx, account: AccountRow): Promise<Refusal | null> {
  const { totp, passkeys } = await secondFactorsOf(tx, account);
  if (Number(totp) + passkeys > 1) return null;
  const holds = await fromAbove().holdsOffice(tx, account.personId, await houseNow(tx));
  return holds ? refuse(409, 'office-needs-second-factor') : null;
}

export async function tellOfLoss(tx: Tx, actor: PersonActor, account: AccountRow): Promise<void> {
  await recordFact(tx, actor, {
    kind: ACCOUNT_FACTS.secondFactorRemoved,
    subject: { kind: 'account', id: account.id },
  });
  await mailSecurityNotice(tx, account, 'second-factor-removed');
}
