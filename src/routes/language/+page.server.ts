import { redirect } from '@sveltejs/kit';
import { chooseLocaleShape } from '#lib/accounts/account.ts';
import { chooseLocale } from '#lib/accounts/server/choose-locale.ts';
import { cookieName } from '#lib/i18n/paraglide/runtime.js';
import { formAction } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

/** Nothing to read here; whoever comes by a link goes on to the start page. */
export const load: PageServerLoad = () => redirect(303, '/');

const YEAR_SECONDS = 365 * 86_400;

export const actions: Actions = {
  default: (event) =>
    formAction(chooseLocaleShape, chooseLocale, {
      redirectTo: ({ locale, to }) => {
        const secure = event.url.protocol === 'https:';
        // Read by the pages' own script as well, and no secret.
        const options = {
          path: '/',
          httpOnly: false,
          secure,
          sameSite: 'lax',
          maxAge: YEAR_SECONDS,
        } as const;
        event.cookies.set(cookieName, locale, options);
        return to;
      },
    })(event),
};
