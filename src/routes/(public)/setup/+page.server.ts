import { formAction, notFound } from '#lib/platform/form-action.ts';
import { houseDoor } from '#lib/accounts/server/index.ts';
import { foundHouse } from '#lib/accounts/server/setup/found-house.ts';
import { foundHouseShape } from '#lib/accounts/setup.ts';
import { enter, visitOf } from '#lib/accounts/ui/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async () => {
  if ((await houseDoor()) !== 'unfounded') notFound();
};

export const actions: Actions = {
  default: (event) =>
    formAction(foundHouseShape, (actor, input) => foundHouse(actor, { ...input, visit: visitOf(event) }), {
      from: ({ locals }) => ({ locale: locals.locale }),
      redirectTo: (entrance) => enter(event, entrance),
    })(event),
};
