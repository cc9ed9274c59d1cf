import { houseAddress, recipientsOf } from '#lib/accounts/server/index.ts';
import { formatDate } from '#lib/i18n/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { boardOf, personName, unitById } from '#lib/membership/server/index.ts';
import { officeWord } from '#lib/membership/ui/words.ts';
import type { Fact } from '#lib/platform/facts.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { send, shortened } from './letter.ts';

/** Whoever holds the office is told, and the board that has to see to what comes after. */
export async function tellOfficeEnding(tx: Tx, fact: Fact): Promise<void> {
  const text = (name: string): string => String(fact.detail?.[name] ?? '');
  const { id: holder } = fact.subject;
  const own = await unitById(tx, text('unitId'));
  if (!own) return;
  const board = await boardOf(tx, own.id, await houseNow(tx));
  const name = (await personName(tx, [holder])).get(holder) ?? '';
  const link = houseAddress(`/units/${own.number}/offices`);
  for (const to of await recipientsOf(tx, [...new Set([holder, ...board])])) {
    const options = { locale: to.locale };
    const date = formatDate(text('toOn'), 'date', to.locale);
    const office = officeWord(text('office'), to.locale);
    const about = { office, unit: own.name, date };
    await send(tx, to, {
      dedupe: `office ${text('officeId')} ends ${text('toOn')} ${text('on')} ${to.personId}`,
      subject: shortened(m.membership_mail_term_subject(about, options)),
      body:
        to.personId === holder
          ? m.membership_mail_term_own(about, options)
          : m.membership_mail_term_board({ ...about, name, link }, options),
    });
  }
}
