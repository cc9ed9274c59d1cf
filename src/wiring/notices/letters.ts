import type { Recipient } from '#lib/accounts/server/index.ts';
import { houseAddress } from '#lib/accounts/server/index.ts';
import { formatDate } from '#lib/i18n/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { NoticeSubject } from '#lib/referendums/server/views/notice-subject.ts';
import { send, shortened } from './letter.ts';

const ROLL_SUBJECTS = {
  opened: m.ref_mail_opened_subject,
  ending: m.ref_mail_ending_subject,
  closed: m.ref_mail_closed_subject,
} as const;

const ROLL_BODIES = {
  opened: { true: m.ref_mail_opened_drawn, false: m.ref_mail_opened_none },
  ending: { true: m.ref_mail_ending_drawn, false: m.ref_mail_ending_none },
  closed: { true: m.ref_mail_closed_drawn, false: m.ref_mail_closed_none },
} as const;

export interface RollNews {
  readonly subject: NoticeSubject;
  readonly occasion: keyof typeof ROLL_SUBJECTS;
  readonly drawn: boolean;
}

/** Tells one person on the roll whether a card was drawn in their name. */
export async function writeRollMail(tx: Tx, to: Recipient, news: RollNews): Promise<void> {
  const { subject, occasion, drawn } = news;
  const options = { locale: to.locale };
  const words = {
    title: subject.title,
    link: houseAddress(`/referendums/${subject.uuid}`),
    closes: formatDate(subject.closesAt, 'moment', to.locale),
    until: formatDate(subject.objectionsUntil, 'moment', to.locale),
  };
  await send(tx, to, {
    dedupe: `referendum ${occasion} ${subject.uuid} ${to.personId}`,
    subject: shortened(ROLL_SUBJECTS[occasion]({ title: subject.title }, options)),
    body: ROLL_BODIES[occasion][drawn ? 'true' : 'false'](words, options),
  });
}

const TRUSTEE_CALLS = {
  keys: m.ref_mail_trustee_keys,
  again: m.ref_mail_trustee_again,
  count: m.ref_mail_trustee_count,
};

/** Calls a trustee: the ceremony has begun, has begun again, or the count is waiting. `round` tells occasions apart. */
export async function writeTrusteeCall(
  tx: Tx,
  to: Recipient,
  call: { readonly subject: NoticeSubject; readonly why: keyof typeof TRUSTEE_CALLS; readonly round: string },
): Promise<void> {
  const { subject, why, round } = call;
  const options = { locale: to.locale };
  const until = why === 'count' ? subject.countingUntil : subject.opensAt;
  const words = {
    title: subject.title,
    link: houseAddress(`/referendums/${subject.uuid}/trustee`),
    until: formatDate(until, 'moment', to.locale),
  };
  await send(tx, to, {
    dedupe: `trustee ${why} ${round} ${subject.uuid} ${to.personId}`,
    subject: shortened(m.ref_mail_trustee_subject({ title: subject.title }, options)),
    body: TRUSTEE_CALLS[why](words, options),
  });
}

/** Tells who objected how the committee decided, and why. */
export async function writeObjectionDecision(
  tx: Tx,
  to: Recipient,
  decided: {
    readonly subject: NoticeSubject;
    readonly id: string;
    readonly decision: 'upheld' | 'dismissed';
    readonly reason: string;
  },
): Promise<void> {
  const options = { locale: to.locale };
  const { subject, reason } = decided;
  const body = decided.decision === 'upheld' ? m.ref_mail_objection_upheld : m.ref_mail_objection_dismissed;
  const link = houseAddress(`/referendums/${subject.uuid}`);
  await send(tx, to, {
    dedupe: `objection ${decided.id}`,
    subject: shortened(m.ref_mail_objection_subject({ title: subject.title }, options)),
    body: body({ title: subject.title, reason, link }, options),
  });
}
