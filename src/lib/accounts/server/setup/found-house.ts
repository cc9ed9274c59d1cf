import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { house } from '#lib/platform/server/tables.ts';
import { ACCOUNT_FACTS } from '../../facts.ts';
import { passwordTrouble } from '../../password.ts';
import type { FoundHouse } from '../../setup.ts';
import type { Visit } from '../../sign-in.ts';
import { fromAbove } from '../from-above.ts';
import { mailSetupTest } from '../mail/mails.ts';
import { openSession } from '../session/open-session.ts';
import type { SignedInEntrance } from '../sign-in/entrance.ts';
import { hashPassword } from '../sign-in/password-hash.ts';
import { countTry } from '../sign-in/tries.ts';
import { account } from '../tables.ts';
import { discardSetupTokens, isSetupToken } from './setup-tokens.ts';

type Input = FoundHouse & { readonly visit: Visit };

/** Party, first officer and a test mail in one; whoever comes second finds the house founded. */
export async function foundHouse(actor: Actor, input: Input): Promise<Outcome<SignedInEntrance>> {
  const waiting = await countTry([{ kind: 'network', about: input.visit.network }]);
  if (waiting) return waiting;
  const trouble = passwordTrouble(input.password, input.email);
  if (trouble) return refuse(422, trouble, { fields: { password: trouble } });
  const passwordHash = await hashPassword(input.password);
  return transact(async (tx) => {
    if (!(await isSetupToken(tx, input.token))) {
      return refuse(403, 'setup-token-wrong', { fields: { token: 'setup-token-wrong' } });
    }
    const founded = await tx
      .insert(house)
      .values({ partyName: input.partyName })
      .onConflictDoNothing()
      .returning({ name: house.partyName });
    if (founded.length === 0) return refuse(404, 'not-found');
    await discardSetupTokens(tx);
    const first = await firstAccount(tx, input, passwordHash);
    const subject = { kind: 'house', id: 'house' };
    await recordFact(tx, actor, { kind: ACCOUNT_FACTS.houseFounded, subject });
    await recordEvidence(tx, actor, { code: 'house-founded', subject });
    await mailSetupTest(tx, { email: input.email, locale: input.locale });
    const session = await openSession(tx, { account: first, secondFactor: false, visit: input.visit });
    return done({ kind: 'signed-in', session, locale: input.locale, to: '/setup/next' });
  });
}

async function firstAccount(tx: Tx, input: Input, passwordHash: string) {
  const personId = await fromAbove().foundParty(tx, input);
  const { email, locale } = input;
  const [row] = await tx
    .insert(account)
    .values({ personId, email, locale, passwordHash })
    .returning({ id: account.id, personId: account.personId });
  if (!row) throw new Error('The first account was not written.');
  return row;
}
