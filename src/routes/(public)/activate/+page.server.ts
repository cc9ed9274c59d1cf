import { formAction } from '#lib/platform/form-action.ts';
import { isGoodLink } from '#lib/accounts/server/mail/mailed-tokens.ts';
import { setNewPassword } from '#lib/accounts/server/recovery/set-new-password.ts';
import { setNewPasswordShape } from '#lib/accounts/sign-in.ts';
import { enter, visitOf } from '#lib/accounts/ui/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const token = url.searchParams.get('token') ?? '';
  return { token, good: await isGoodLink(token, ['activation', 'reset']) };
};

export const actions: Actions = {
  default: (event) =>
    formAction(
      setNewPasswordShape,
      (actor, input) => setNewPassword(actor, { ...input, visit: visitOf(event) }),
      { redirectTo: (entrance) => enter(event, entrance) },
    )(event),
};
