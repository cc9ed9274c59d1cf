import { houseAddress, type Recipient } from '#lib/accounts/server/index.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { sendMail } from '#lib/platform/server/jobs/mail.server.ts';

interface Letter {
  /** The same occasion for the same person gives the same text here, and one mail. */
  readonly dedupe: string;
  readonly subject: string;
  readonly body: string;
}

/** Every mail greets in the reader's language and ends with why it came. */
export async function send(tx: Tx, to: Recipient, letter: Letter): Promise<void> {
  const house = (await partyOfHouse(tx))?.partyName ?? 'Stimmhaus';
  const foot = m.accounts_mail_foot({ house, link: houseAddress('/') }, { locale: to.locale });
  await sendMail(tx, { ...letter, recipient: to.email, body: `${letter.body}\n\n-- \n${foot}\n` });
}

/** A subject line stays one line and short, whatever the title. */
export function shortened(subject: string): string {
  const line = subject.replace(/\s+/g, ' ');
  return line.length > 180 ? `${line.slice(0, 179)}…` : line;
}
