import { z } from 'zod';
import { formAction } from '#lib/platform/form-action.ts';
import { stopAddressChangeByMail } from '#lib/accounts/server/address/stop-address-change.ts';
import { isGoodLink } from '#lib/accounts/server/mail/mailed-tokens.ts';
import { tokenShape } from '#lib/accounts/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const token = url.searchParams.get('token') ?? '';
  return { token, good: await isGoodLink(token, ['stop-address-change']) };
};

export const actions: Actions = {
  default: formAction(z.object({ token: tokenShape }), stopAddressChangeByMail),
};
