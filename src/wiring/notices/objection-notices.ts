import { houseAddress, recipientOf, recipientsOf, type Recipient } from '#lib/accounts/server/index.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { boardOf, objectionAbout, unitById } from '#lib/membership/server/index.ts';
import type { Fact } from '#lib/platform/facts.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { send, shortened } from './letter.ts';

const DECIDED = {
  dismissed: m.joining_mail_objection_dismissed,
  upheld: m.joining_mail_objection_upheld,
} as const;

/** The member and the board that admitted read that somebody objected and why, and later how it was decided. */
export async function tellObjection(tx: Tx, fact: Fact): Promise<void> {
  const { id: personId } = fact.subject;
  const objection = await objectionAbout(tx, personId);
  const unit = await unitById(tx, String(fact.detail?.unitId ?? ''));
  if (!objection || !unit) return;
  const member = await recipientOf(tx, personId);
  const board = await recipientsOf(tx, await boardOf(tx, unit.id, await houseNow(tx)));
  const readers = [...(member ? [member] : []), ...board.filter((one) => one.personId !== personId)];
  for (const to of readers) {
    await send(tx, to, letterTo(to, { ...objection, personId, unit: unit.name }));
  }
}

type About = NonNullable<Awaited<ReturnType<typeof objectionAbout>>> & { readonly unit: string };

function letterTo(to: Recipient, about: About) {
  const { id, state, personId, unit } = about;
  const options = { locale: to.locale };
  const dedupe = `objection ${id} ${state} ${to.personId}`;
  if (state !== 'open') {
    const subject = shortened(m.joining_mail_objection_decided_subject({ unit }, options));
    return { dedupe, subject, body: DECIDED[state]({ unit, reason: about.decisionReason ?? '' }, options) };
  }
  const subject = shortened(m.joining_mail_objection_subject({ unit }, options));
  const link = houseAddress(`/members/${personId}/admission`);
  const { reason } = about;
  const body =
    to.personId === personId
      ? m.joining_mail_objection_member({ unit, reason }, options)
      : m.joining_mail_objection_board({ unit, reason, link }, options);
  return { dedupe, subject, body };
}
