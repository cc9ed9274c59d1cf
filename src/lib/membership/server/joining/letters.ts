import { digestOf, houseAddress, type Recipient } from '#lib/accounts/server/index.ts';
import { formatDate } from '#lib/i18n/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { sendMail } from '#lib/platform/server/jobs/mail.server.ts';

type Locale = 'de' | 'en';

export interface Addressee {
  readonly email: string;
  readonly locale: Locale;
}

interface Letter {
  /** The same cause gives the same text here, and one mail. */
  readonly dedupe: string;
  readonly subject: string;
  readonly body: string;
}

interface Setting {
  readonly house: string;
  readonly options: { readonly locale: Locale };
}

async function send(tx: Tx, to: Addressee, write: (setting: Setting) => Letter): Promise<void> {
  const setting = {
    house: (await partyOfHouse(tx))?.partyName ?? 'Stimmhaus',
    options: { locale: to.locale },
  };
  const { dedupe, subject, body } = write(setting);
  const foot = m.joining_mail_foot({ house: setting.house, link: houseAddress('/') }, setting.options);
  const whole = `${body}\n\n-- \n${foot}\n`;
  await sendMail(tx, { dedupe, recipient: to.email, subject: oneLine(subject), body: whole });
}

/** Names of units and of the party stand in subjects: a subject stays one short line, whatever they hold. */
function oneLine(subject: string): string {
  const line = subject.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > 180 ? `${line.slice(0, 179)}…` : line;
}

const dayWords = (day: string, locale: Locale): string => formatDate(day, 'date', locale);

/** To the address that was typed. It does not repeat what else was typed: whoever typed it may be somebody else. */
export async function mailConfirmation(
  tx: Tx,
  to: Addressee,
  { token, unit }: { readonly token: string; readonly unit: string },
): Promise<void> {
  await send(tx, to, ({ house, options }) => ({
    dedupe: `application ${digestOf(token)}`,
    subject: m.joining_mail_confirm_subject({ house }, options),
    body: m.joining_mail_confirm_body({ unit, link: houseAddress(`/join/confirm?token=${token}`) }, options),
  }));
}

const CALLS = {
  new: { subject: m.joining_mail_new_subject, body: m.joining_mail_new_body },
  reminder: { subject: m.joining_mail_reminder_subject, body: m.joining_mail_reminder_body },
  'last-day': { subject: m.joining_mail_last_day_subject, body: m.joining_mail_last_day_body },
} as const;

export interface BoardLetter {
  readonly applicationId: string;
  readonly unitId: string;
  readonly unit: string;
  readonly occasion: keyof typeof CALLS;
  readonly decideBy: string | null;
}

export async function mailBoard(tx: Tx, to: Recipient, call: BoardLetter): Promise<void> {
  const { applicationId, unitId, unit, occasion, decideBy } = call;
  const words = CALLS[occasion];
  await send(tx, to, ({ options }) => ({
    dedupe: `application ${occasion} ${applicationId} ${unitId} ${decideBy ?? ''} ${to.personId}`,
    subject: words.subject({ unit }, options),
    body: words.body(
      {
        unit,
        link: houseAddress(`/applications/${applicationId}`),
        day: decideBy ? dayWords(decideBy, to.locale) : '–',
      },
      options,
    ),
  }));
}

export interface Welcome {
  readonly applicationId: string;
  readonly unit: string;
  /** Where to ask; null: nobody wrote an address down. */
  readonly contact: { readonly name: string; readonly email: string | null } | null;
  readonly effectiveOn: string;
}

/** The first mail to a new member: what holds from when, who answers questions, the first three things to do. */
export async function mailWelcome(tx: Tx, to: Addressee, welcome: Welcome): Promise<void> {
  const { applicationId, unit, contact, effectiveOn } = welcome;
  await send(tx, to, ({ house, options }) => ({
    dedupe: `application admitted ${applicationId}`,
    subject: m.joining_mail_admitted_subject({ house }, options),
    body: m.joining_mail_admitted_body(
      {
        unit,
        contact: contact ? [contact.name, contact.email].filter(Boolean).join(', ') : unit,
        day: dayWords(effectiveOn, to.locale),
        rights: houseAddress('/statutes#joining'),
        security: houseAddress('/me'),
        vote: houseAddress('/referendums'),
      },
      options,
    ),
  }));
}

const FOLLOW_UPS = {
  3: { subject: m.joining_mail_third_day_subject, body: m.joining_mail_third_day_body },
  14: { subject: m.joining_mail_second_week_subject, body: m.joining_mail_second_week_body },
} as const;

export interface FollowUp {
  /** Who joined when, for once. */
  readonly key: string;
  readonly day: keyof typeof FOLLOW_UPS;
  readonly unit: string;
  readonly contact: string;
  readonly link: string;
}

/** Some days after the welcome. */
export async function mailFollowUp(tx: Tx, to: Addressee, { key, day, ...words }: FollowUp): Promise<void> {
  const { subject, body } = FOLLOW_UPS[day];
  await send(tx, to, ({ house, options }) => ({
    dedupe: `welcome ${day} ${key}`,
    subject: subject({ house }, options),
    body: body(words, options),
  }));
}

export interface Refused {
  readonly applicationId: string;
  readonly unit: string;
  readonly reason: string;
  readonly retry: { readonly on: string; readonly article: string } | null;
}

export async function mailRefused(tx: Tx, to: Addressee, refused: Refused): Promise<void> {
  const { applicationId, unit, reason, retry } = refused;
  await send(tx, to, ({ house, options }) => ({
    dedupe: `application refused ${applicationId}`,
    subject: m.joining_mail_refused_subject({ house }, options),
    body: [
      m.joining_mail_refused_body({ unit, reason }, options),
      retry
        ? m.joining_mail_refused_retry(
            { day: dayWords(retry.on, to.locale), article: retry.article },
            options,
          )
        : m.joining_mail_refused_retry_open({}, options),
    ].join('\n\n'),
  }));
}

/** To the applicant: another board decides now. */
export async function mailHandedOn(
  tx: Tx,
  to: Addressee,
  { applicationId, unitId, unit }: { applicationId: string; unitId: string; unit: string },
): Promise<void> {
  await send(tx, to, ({ house, options }) => ({
    dedupe: `application handed on ${applicationId} ${unitId}`,
    subject: m.joining_mail_handed_on_subject({ house }, options),
    body: m.joining_mail_handed_on_body({ unit }, options),
  }));
}
