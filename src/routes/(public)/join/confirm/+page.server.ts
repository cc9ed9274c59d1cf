import { z } from 'zod';
import { tokenShape } from '#lib/accounts/sign-in.ts';
import { confirmApplication } from '#lib/membership/server/joining/applying/confirm-application.ts';
import { mailedApplication } from '#lib/membership/server/joining/applying/mailed-link.ts';
import { withdrawApplication } from '#lib/membership/server/joining/applying/withdraw-application.ts';
import { formAction } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

const shape = z.object({ token: tokenShape });

export const load: PageServerLoad = async ({ url }) => {
  const token = url.searchParams.get('token') ?? '';
  return { token, application: await mailedApplication(token) };
};

const sameLink = (_: unknown, { url }: { readonly url: URL }): string =>
  `/join/confirm?token=${encodeURIComponent(url.searchParams.get('token') ?? '')}`;

/** Back to the same link, which then says how things stand. */
export const actions: Actions = {
  confirm: formAction(shape, confirmApplication, { redirectTo: sameLink }),
  withdraw: formAction(shape, withdrawApplication, { redirectTo: sameLink }),
};
