import { z } from 'zod';
import { formAction } from '#lib/platform/form-action.ts';
import { signOut } from '#lib/accounts/server/session/sign-out.ts';
import { dropSession } from '#lib/accounts/ui/session-cookie.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: (event) =>
    formAction(z.object({}), signOut, {
      redirectTo: () => {
        dropSession(event);
        return '/';
      },
    })(event),
};
