import { eq } from 'drizzle-orm';
import { accountOf, createAccountFor, inviteAccounts, reopenAccountFor } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { SendActivationLink } from '../../membership.ts';
import { memberToWrite } from '../people/reach.ts';
import { person } from '../tables.ts';

/** A member who cannot sign in yet gets the link for that once more; the link before stops working. */
export async function sendActivationLink(actor: Actor, input: SendActivationLink): Promise<Outcome> {
  return transact(async (tx) => {
    const reached = await memberToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const { endedOn } = reached.value.membership;
    if (endedOn !== null && endedOn <= reached.value.day) return refuse(409, 'membership-already-ended');
    const invited = await inviteMember(tx, input.personId);
    if (!invited.ok) return invited;
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.activationLinkSent,
      subject: { kind: 'person', id: input.personId },
    });
    return done();
  });
}

/** The link for whoever cannot sign in yet; the caller has checked that it may. */
export async function inviteMember(tx: Tx, personId: string): Promise<Outcome<unknown>> {
  const account = await accountOf(tx, personId);
  if (account?.isActivated) return refuse(409, 'account-already-activated');
  if (account) {
    await inviteAccounts(tx, [personId]);
    return done();
  }
  const [row] = await tx.select().from(person).where(eq(person.id, personId));
  if (!row?.email) return refuse(409, 'member-without-address');
  const given = { personId, email: row.email, locale: row.locale === 'en' ? 'en' : 'de' } as const;
  const reopened = await reopenAccountFor(tx, given);
  return reopened ?? createAccountFor(tx, given);
}
