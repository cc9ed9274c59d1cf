import { houseAddress, recipientOf, recipientsOf } from '#lib/accounts/server/index.ts';
import { formatDate } from '#lib/i18n/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { addDays } from '#lib/membership/day.ts';
import { MEMBERSHIP_FACTS } from '#lib/membership/facts.ts';
import { tellOfficeEnding } from './office-notices.ts';
import { tellObjection } from './objection-notices.ts';
import { tellTransferApplied, tellTransferClosed } from './transfer-notices.ts';
import { membershipOfficersOf, personName } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import type { Fact } from '#lib/platform/facts.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { Reaction } from '#lib/platform/server/facts.server.ts';
import { send, shortened } from './letter.ts';

type Teller = (tx: Tx, fact: Fact, actor: Actor) => Promise<void>;

const TELLERS: Readonly<Record<string, Teller>> = {
  [MEMBERSHIP_FACTS.membershipEnded]: tellEnd,
  [MEMBERSHIP_FACTS.officeEnding]: tellOfficeEnding,
  [MEMBERSHIP_FACTS.admissionObjected]: tellObjection,
  [MEMBERSHIP_FACTS.objectionDecided]: tellObjection,
  [MEMBERSHIP_FACTS.transferApplied]: tellTransferApplied,
  [MEMBERSHIP_FACTS.transferClosed]: tellTransferClosed,
};

/** Who is mailed when something happens to a membership. */
export const membershipNotices: Reaction = async (tx, fact, actor) => {
  await TELLERS[fact.kind]?.(tx, fact, actor);
};

/** Whoever left gets it in writing, whoever entered it; of a death nobody is written to. */
async function tellEnd(tx: Tx, fact: Fact, actor: Actor): Promise<void> {
  const { reason, endedOn, unitId } = fact.detail ?? {};
  if (reason !== 'left' || typeof endedOn !== 'string' || typeof unitId !== 'string') return;
  const { id: personId } = fact.subject;
  const now = await houseNow(tx);
  const occasion = `membership left ${personId} ${endedOn} ${now.toISOString()}`;
  const member = await recipientOf(tx, personId);
  if (member) {
    const options = { locale: member.locale };
    const date = formatDate(addDays(endedOn, -1), 'date', member.locale);
    await send(tx, member, {
      dedupe: occasion,
      subject: m.membership_mail_left_subject({}, options),
      body: m.membership_mail_left({ date, link: houseAddress('/me') }, options),
    });
  }
  if (actor.kind !== 'person' || actor.personId !== personId) return;
  const name = (await personName(tx, [personId])).get(personId) ?? '';
  const officers = await membershipOfficersOf(tx, unitId, now);
  for (const to of await recipientsOf(
    tx,
    officers.filter((id) => id !== personId),
  )) {
    const options = { locale: to.locale };
    const date = formatDate(addDays(endedOn, -1), 'date', to.locale);
    await send(tx, to, {
      dedupe: `${occasion} ${to.personId}`,
      subject: shortened(m.membership_mail_has_left_subject({ name }, options)),
      body: m.membership_mail_has_left({ name, date, link: houseAddress(`/members/${personId}`) }, options),
    });
  }
}
