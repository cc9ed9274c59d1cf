import { houseAddress, recipientOf, recipientsOf } from '#lib/accounts/server/index.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { boardOf, personName, unitById } from '#lib/membership/server/index.ts';
import type { Fact } from '#lib/platform/facts.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { send, shortened } from './letter.ts';

/** What the facts about a transfer carry. */
function detailOf(fact: Fact): Readonly<Record<'transferId' | 'from' | 'to' | 'reason' | 'state', string>> {
  const text = (name: string): string => String(fact.detail?.[name] ?? '');
  const [transferId, from, to] = [text('transferId'), text('from'), text('to')];
  return { transferId, from, to, reason: text('reason'), state: text('state') };
}

/** Both boards are asked; whoever did not apply themselves is told that it was proposed for them. */
export async function tellTransferApplied(tx: Tx, fact: Fact): Promise<void> {
  const { transferId, from, to, reason } = detailOf(fact);
  const { id: personId } = fact.subject;
  const now = await houseNow(tx);
  const name = (await personName(tx, [personId])).get(personId) ?? '';
  const units = { from: (await unitById(tx, from))?.name ?? '', to: (await unitById(tx, to))?.name ?? '' };
  const asked = new Set([...(await boardOf(tx, from, now)), ...(await boardOf(tx, to, now))]);
  asked.delete(personId);
  for (const reader of await recipientsOf(tx, [...asked])) {
    const options = { locale: reader.locale };
    await send(tx, reader, {
      dedupe: `transfer ${transferId} applied ${reader.personId}`,
      subject: shortened(m.membership_mail_transfer_applied_subject({ name }, options)),
      body: m.membership_mail_transfer_applied(
        { name, ...units, link: houseAddress(`/transfers/${transferId}`) },
        options,
      ),
    });
  }
  const member = reason === 'residence' ? await recipientOf(tx, personId) : null;
  if (!member) return;
  const options = { locale: member.locale };
  await send(tx, member, {
    dedupe: `transfer ${transferId} proposed`,
    subject: shortened(m.membership_mail_transfer_closed_subject({ to: units.to }, options)),
    body: m.membership_mail_transfer_proposed({ to: units.to, link: houseAddress('/me/transfer') }, options),
  });
}

const CLOSED: Readonly<Record<string, typeof m.membership_mail_transfer_done>> = {
  done: m.membership_mail_transfer_done,
  refused: m.membership_mail_transfer_refused,
};

/** The member reads how it ended; of what they withdrew themselves nobody needs to tell them. */
export async function tellTransferClosed(tx: Tx, fact: Fact): Promise<void> {
  const { transferId, to: unitId, state } = detailOf(fact);
  const body = CLOSED[state];
  const member = body && (await recipientOf(tx, fact.subject.id));
  if (!member) return;
  const options = { locale: member.locale };
  const to = (await unitById(tx, unitId))?.name ?? '';
  await send(tx, member, {
    dedupe: `transfer ${transferId} closed`,
    subject: shortened(m.membership_mail_transfer_closed_subject({ to }, options)),
    body: body({ to, link: houseAddress('/me/transfer') }, options),
  });
}
