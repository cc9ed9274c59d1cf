import { formAction, notFound } from '#lib/platform/form-action.ts';
import { changePassword } from '#lib/accounts/server/recovery/change-password.ts';
import { securityOf } from '#lib/accounts/server/security.ts';
import { changePasswordShape } from '#lib/accounts/sign-in.ts';
import { keepSession } from '#lib/accounts/ui/session-cookie.ts';
import { done } from '#lib/platform/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const security = await securityOf(locals.actor);
  if (!security || security.isPersona) notFound();
  return { email: security.email };
};

export const actions: Actions = {
  default: (event) =>
    formAction(changePasswordShape, async (actor, input) => {
      const outcome = await changePassword(actor, input);
      if (!outcome.ok) return outcome;
      if (outcome.value.sessionId) keepSession(event, outcome.value.sessionId);
      return done();
    })(event),
};
