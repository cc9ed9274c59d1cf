import { notFound } from '#lib/platform/form-action.ts';
import { mailbox } from '#lib/accounts/server/mail/mailbox.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const recipient = (url.searchParams.get('to') ?? '').trim().slice(0, 254);
  const messages = await mailbox(recipient);
  if (!messages) notFound();
  return { recipient, messages };
};
