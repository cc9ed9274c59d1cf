import { formAction, notFound } from '#lib/platform/form-action.ts';
import { enterAsPersonaShape } from '#lib/accounts/persona.ts';
import { enterAsPersona } from '#lib/accounts/server/persona/enter-as-persona.ts';
import { personas } from '#lib/accounts/server/persona/personas.ts';
import { safeWay } from '#lib/accounts/sign-in.ts';
import { enter, visitOf } from '#lib/accounts/ui/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const listed = await personas();
  if (!listed) notFound();
  return { personas: listed, to: safeWay(url.searchParams.get('to')) };
};

export const actions: Actions = {
  default: (event) =>
    formAction(
      enterAsPersonaShape,
      (actor, input) => enterAsPersona(actor, { ...input, visit: visitOf(event) }),
      { redirectTo: (entrance) => enter(event, entrance) },
    )(event),
};
