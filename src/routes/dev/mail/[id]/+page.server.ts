import { notFound } from '#lib/platform/form-action.ts';
import { mailPieces } from '#lib/accounts/mail-text.ts';
import { houseOrigin } from '#lib/accounts/server/mail/house-address.ts';
import { messageInMailbox } from '#lib/accounts/server/mail/mailbox.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params }) => {
  const message = await messageInMailbox(params.id);
  if (!message) notFound();
  const { body, ...head } = message;
  return { head, pieces: mailPieces(body, houseOrigin()) };
};
