import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import type { SecondFactors } from '../second-factor.ts';
import { accountById } from './accounts.ts';
import { fromAbove } from './from-above.ts';
import { passkeysOf, type ListedPasskey } from './passkey/passkeys.ts';
import { secondFactorsOf } from './second-factor/second-factors.ts';
import { sessionsOf, type ListedSession } from './session/sessions.ts';

/** All that a person may see about the keys to their own account. */
export interface Security {
  readonly email: string;
  readonly isPersona: boolean;
  readonly holdsOffice: boolean;
  readonly factors: SecondFactors;
  readonly passkeys: readonly ListedPasskey[];
  readonly sessions: readonly ListedSession[];
}

export async function securityOf(actor: Actor): Promise<Security | null> {
  const reader = database();
  const account = actor.kind === 'person' ? await accountById(reader, actor.accountId) : null;
  if (!account) return null;
  const now = await houseNow(reader);
  const [holdsOffice, factors, passkeys, sessions] = await Promise.all([
    fromAbove().holdsOffice(reader, account.personId, now),
    secondFactorsOf(reader, account),
    passkeysOf(actor),
    sessionsOf(actor),
  ]);
  return {
    email: account.email,
    isPersona: account.persona !== null,
    holdsOffice,
    factors,
    passkeys,
    sessions,
  };
}
