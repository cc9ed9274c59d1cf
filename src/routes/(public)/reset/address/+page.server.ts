import { z } from 'zod';
import { formAction } from '#lib/platform/form-action.ts';
import { confirmAddressChange } from '#lib/accounts/server/address/confirm-address-change.ts';
import { isGoodLink } from '#lib/accounts/server/mail/mailed-tokens.ts';
import { tokenShape } from '#lib/accounts/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const token = url.searchParams.get('token') ?? '';
  return { token, good: await isGoodLink(token, ['address']) };
};

export const actions: Actions = {
  default: formAction(z.object({ token: tokenShape }), confirmAddressChange),
};
