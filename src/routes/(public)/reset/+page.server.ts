import { formAction } from '#lib/platform/form-action.ts';
import { requestReset } from '#lib/accounts/server/recovery/request-reset.ts';
import { requestResetShape } from '#lib/accounts/sign-in.ts';
import { visitOf } from '#lib/accounts/ui/session-cookie.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: (event) =>
    formAction(requestResetShape, (actor, input) => requestReset(actor, { ...input, visit: visitOf(event) }))(
      event,
    ),
};
