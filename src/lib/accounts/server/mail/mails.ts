import { m } from '#lib/i18n/paraglide/messages.js';
import { formatDate } from '#lib/i18n/dates.ts';
import { rowId } from '#lib/platform/ids.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { sendMail } from '#lib/platform/server/jobs/mail.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { localeShape, type Locale } from '../../account.ts';
import { digestOf } from '../secret/digest.ts';
import { houseAddress } from './house-address.ts';

/** To whom, in which language. */
export interface Addressee {
  readonly email: string;
  readonly locale: string;
}

interface Letter {
  readonly dedupe: string;
  readonly subject: string;
  readonly body: string;
}

interface Setting {
  readonly house: string;
  readonly options: { readonly locale: Locale };
}

/** Every mail names the party, speaks the reader's language and ends with why it came. */
async function send(tx: Tx, to: Addressee, write: (setting: Setting) => Letter): Promise<void> {
  const party = await partyOfHouse(tx);
  const options = { locale: localeShape.catch('de').parse(to.locale) };
  const setting = { house: party?.partyName ?? 'Stimmhaus', options };
  const { dedupe, subject, body } = write(setting);
  const foot = m.accounts_mail_foot({ house: setting.house, link: houseAddress('/') }, options);
  await sendMail(tx, { dedupe, recipient: to.email, subject, body: `${body}\n\n-- \n${foot}\n` });
}

function linkWith(path: string, token: string): string {
  return houseAddress(`${path}?token=${token}`);
}

export async function mailReset(tx: Tx, to: Addressee, token: string): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `reset ${digestOf(token)}`,
    subject: m.accounts_mail_reset_subject({ house: name }, options),
    body: m.accounts_mail_reset_body({ link: linkWith('/reset/password', token) }, options),
  }));
}

export async function mailActivation(tx: Tx, to: Addressee, token: string): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `activation ${digestOf(token)}`,
    subject: m.accounts_mail_activation_subject({ house: name }, options),
    body: m.accounts_mail_activation_body({ house: name, link: linkWith('/activate', token) }, options),
  }));
}

export async function mailAddressConfirmation(tx: Tx, to: Addressee, token: string): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `address ${digestOf(token)}`,
    subject: m.accounts_mail_address_subject({ house: name }, options),
    body: m.accounts_mail_address_body({ house: name, link: linkWith('/reset/address', token) }, options),
  }));
}

/** To somebody whose address another account wanted to take. The one who wanted it is told nothing. */
export async function mailAddressTaken(tx: Tx, to: Addressee): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `address-taken ${rowId()}`,
    subject: m.accounts_mail_address_taken_subject({ house: name }, options),
    body: m.accounts_mail_address_taken_body({ link: houseAddress('/reset') }, options),
  }));
}

export async function mailSecondFactorLoss(
  tx: Tx,
  to: Addressee,
  { token, from }: { readonly token: string; readonly from: Date },
): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `second-factor-loss ${digestOf(token)}`,
    subject: m.accounts_mail_loss_subject({ house: name }, options),
    body: m.accounts_mail_loss_body(
      {
        link: linkWith('/reset/second-factor', token),
        from: formatDate(from, 'moment', options.locale),
        signIn: houseAddress('/sign-in'),
      },
      options,
    ),
  }));
}

/** To the old address, when two officers agreed to change it. */
export async function mailAddressChangeAnnounced(
  tx: Tx,
  to: Addressee,
  { token, from }: { readonly token: string; readonly from: Date },
): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `address-change ${digestOf(token)}`,
    subject: m.accounts_mail_officers_subject({ house: name }, options),
    body: m.accounts_mail_officers_body(
      {
        link: linkWith('/reset/stop', token),
        from: formatDate(from, 'moment', options.locale),
      },
      options,
    ),
  }));
}

export async function mailSetupTest(tx: Tx, to: Addressee): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `setup-test ${rowId()}`,
    subject: m.accounts_mail_setup_subject({ house: name }, options),
    body: m.accounts_mail_setup_body({ house: name }, options),
  }));
}

const NOTICES = {
  'password-changed': m.accounts_mail_notice_password,
  'second-factor-added': m.accounts_mail_notice_factor_added,
  'second-factor-removed': m.accounts_mail_notice_factor_removed,
  'recovery-code-used': m.accounts_mail_notice_recovery_used,
  'recovery-codes-renewed': m.accounts_mail_notice_recovery_renewed,
  'address-change-asked': m.accounts_mail_notice_address_asked,
  'address-changed': m.accounts_mail_notice_address_changed,
} as const;

export type SecurityNotice = keyof typeof NOTICES;

/** Tells the owner what was just done with the account, so that a stranger cannot do it unseen. */
export async function mailSecurityNotice(tx: Tx, to: Addressee, notice: SecurityNotice): Promise<void> {
  await send(tx, to, ({ house: name, options }) => ({
    dedupe: `notice ${notice} ${rowId()}`,
    subject: m.accounts_mail_notice_subject({ house: name }, options),
    body: m.accounts_mail_notice_body(
      { what: NOTICES[notice]({}, options), link: houseAddress('/reset') },
      options,
    ),
  }));
}
