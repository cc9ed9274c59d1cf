import { z } from 'zod';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { securityOf } from '#lib/accounts/server/security.ts';
import { endListedSession } from '#lib/accounts/server/session/end-listed-session.ts';
import { endOtherSessions } from '#lib/accounts/server/session/end-other-sessions.ts';
import { sessionHashShape } from '#lib/accounts/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const security = await securityOf(locals.actor);
  if (!security) notFound();
  return { security };
};

export const actions: Actions = {
  end: formAction(z.object({ hash: sessionHashShape }), endListedSession),
  others: formAction(z.object({}), endOtherSessions),
};
