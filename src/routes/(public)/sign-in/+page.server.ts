import { redirect } from '@sveltejs/kit';
import { formAction } from '#lib/platform/form-action.ts';
import { passkeySignInShape } from '#lib/accounts/passkey.ts';
import { houseDoor } from '#lib/accounts/server/index.ts';
import { signInOffer } from '#lib/accounts/server/passkey/offers.ts';
import { signInWithPasskey } from '#lib/accounts/server/passkey/sign-in-with-passkey.ts';
import { signIn } from '#lib/accounts/server/sign-in/sign-in.ts';
import { safeWay, signInShape } from '#lib/accounts/sign-in.ts';
import { enter, visitOf } from '#lib/accounts/ui/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = safeWay(url.searchParams.get('to'));
  if (locals.actor.kind === 'person') redirect(303, to);
  return { to, passkey: await signInOffer(url.origin), door: await houseDoor() };
};

export const actions: Actions = {
  password: (event) =>
    formAction(signInShape, (actor, input) => signIn(actor, { ...input, visit: visitOf(event) }), {
      redirectTo: (entrance) => enter(event, entrance),
    })(event),
  passkey: (event) =>
    formAction(
      passkeySignInShape,
      (actor, input) => signInWithPasskey(actor, { ...input, visit: visitOf(event) }),
      { redirectTo: (entrance) => enter(event, entrance) },
    )(event),
};
