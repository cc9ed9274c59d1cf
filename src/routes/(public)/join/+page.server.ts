import { visitOf } from '#lib/accounts/ui/session-cookie.ts';
import { applyShape } from '#lib/membership/joining/application.ts';
import { applyForMembership } from '#lib/membership/server/joining/applying/apply-for-membership.ts';
import { joinPage } from '#lib/membership/server/joining/applying/join-page.ts';
import { formAction } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals }) => ({
  locale: locals.locale,
  join: await joinPage({ plz: url.searchParams.get('plz'), unit: url.searchParams.get('unit') }),
});

export const actions: Actions = {
  default: (event) =>
    formAction(applyShape, (actor, input) =>
      applyForMembership(actor, {
        ...input,
        network: visitOf(event).network,
        locale: event.locals.locale,
      }),
    )(event),
};
