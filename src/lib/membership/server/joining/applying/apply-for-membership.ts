import { sql } from 'drizzle-orm';
import { countTry } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../../day.ts';
import { hindranceOf, type Apply } from '../../../joining/application.ts';
import { unitByNumber } from '../../units/units.ts';
import { joiningRulesAt } from '../joining-rules.ts';
import { mailConfirmation } from '../letters.ts';
import { consentsNow } from './consents.ts';
import { writeApplication } from './write-application.ts';

/** What the request says about itself; no form can set it. */
export interface Applying {
  readonly network: string;
  readonly locale: 'de' | 'en';
}

/**
 * Keeps the application and mails a link to its address; nobody sees it before the link is confirmed. Nothing here asks
 * whether the house knows the address or the human, so the answer and the work are the same for all.
 */
export async function applyForMembership(
  _actor: Actor,
  { network, locale, ...input }: Apply & Applying,
): Promise<Outcome> {
  const tooMany = await countTry([{ kind: 'mail', about: network }]);
  if (tooMany) return tooMany;
  const objection = await transact((tx) => objectionTo(tx, input));
  if (objection) return objection;
  // Only what will be mailed counts against the address.
  const tooOften = await countTry([{ kind: 'mail-address', about: input.email.toLowerCase() }]);
  if (tooOften) return tooOften;
  return transact(async (tx) => {
    const unit = await unitByNumber(tx, input.unitNumber);
    if (!unit) return refuse(422, 'unit-not-there', { fields: { unitNumber: 'unit-not-there' } });
    await forgetUnconfirmed(tx);
    const { token } = await writeApplication(tx, { ...input, locale }, unit);
    await mailConfirmation(tx, { email: input.email, locale }, { token, unit: unit.name });
    return done();
  });
}

async function objectionTo(tx: Tx, input: Apply): Promise<Refusal | null> {
  if (!(await unitByNumber(tx, input.unitNumber))) {
    return refuse(422, 'unit-not-there', { fields: { unitNumber: 'unit-not-there' } });
  }
  return (await againstApplying(tx, input)) ?? (await againstConsents(tx, input));
}

async function againstApplying(tx: Tx, input: Apply): Promise<Refusal | null> {
  const today = dayOf(await houseNow(tx));
  if (input.bornOn > today) return refuse(422, 'born-in-future', { fields: { bornOn: 'born-in-future' } });
  const rules = await joiningRulesAt(tx, today);
  const hindrance = hindranceOf(input, rules, today);
  if (hindrance?.code === 'joining-too-young') {
    const { article, from } = hindrance;
    const params = { article: article.number, href: article.href, from, age: rules.minimumAge?.value ?? 0 };
    return refuse(422, 'joining-too-young', { fields: { bornOn: 'joining-too-young' }, params });
  }
  if (hindrance) {
    const params = { article: hindrance.article.number, href: hindrance.article.href };
    return refuse(422, 'joining-other-party', { fields: { otherParty: 'joining-other-party' }, params });
  }
  return null;
}

/** Exactly the texts of now: an older wording is not what is asked, another id is no text at all. */
async function againstConsents(tx: Tx, { agreed }: Apply): Promise<Refusal | null> {
  const asked = (await consentsNow(tx)).map(({ id }) => id);
  const isWhole = asked.every((id) => agreed.includes(id)) && agreed.length === asked.length;
  return isWhole ? null : refuse(422, 'consent-missing', { fields: { agreed: 'consent-missing' } });
}

/** What was never confirmed goes when its link is over; what was refused, when its author may try again. */
async function forgetUnconfirmed(tx: Tx): Promise<void> {
  await tx.execute(sql`delete from application where id in (
    select id from application where state = 'unconfirmed' and link_expires_at < house_now()
    limit 100 for update skip locked)`);
  await tx.execute(sql`delete from applicant where application_id in (
    select id from application where state = 'refused' and retry_on <= house_now()::date limit 100)`);
}
