import { z } from 'zod';
import { formAction } from '#lib/platform/form-action.ts';
import { dropSecondFactors } from '#lib/accounts/server/second-factor/drop-second-factors.ts';
import { isGoodLink } from '#lib/accounts/server/mail/mailed-tokens.ts';
import { tokenShape } from '#lib/accounts/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const token = url.searchParams.get('token') ?? '';
  return { token, good: await isGoodLink(token, ['second-factor-loss']) };
};

export const actions: Actions = { default: formAction(z.object({ token: tokenShape }), dropSecondFactors) };
