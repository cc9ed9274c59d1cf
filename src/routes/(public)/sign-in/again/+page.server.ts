import { redirect } from '@sveltejs/kit';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { passkeySignInShape } from '#lib/accounts/passkey.ts';
import { hasSecondFactor } from '#lib/accounts/second-factor.ts';
import { signInOffer } from '#lib/accounts/server/passkey/offers.ts';
import { signInAgainWithPasskey } from '#lib/accounts/server/passkey/sign-in-again-with-passkey.ts';
import { securityOf } from '#lib/accounts/server/security.ts';
import { signInAgain } from '#lib/accounts/server/sign-in/sign-in-again.ts';
import { safeWay, signInAgainShape } from '#lib/accounts/sign-in.ts';
import { keepSession, visitOf } from '#lib/accounts/ui/session-cookie.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const to = safeWay(url.searchParams.get('to'));
  if (locals.actor.kind !== 'person') redirect(303, `/sign-in?to=${encodeURIComponent(to)}`);
  if (isRecentlySignedIn(locals.actor, locals.now)) redirect(303, to);
  const security = await securityOf(locals.actor);
  if (!security) notFound();
  return {
    to,
    email: security.email,
    needsCode: hasSecondFactor(security.factors),
    passkey: security.factors.passkeys > 0 ? await signInOffer(url.origin) : null,
  };
};

function goOn(event: RequestEvent) {
  return ({ sessionId, to }: { readonly sessionId: string | null; readonly to: string }): string => {
    if (sessionId) keepSession(event, sessionId);
    return to;
  };
}

export const actions: Actions = {
  password: (event) => formAction(signInAgainShape, signInAgain, { redirectTo: goOn(event) })(event),
  passkey: (event) =>
    formAction(
      passkeySignInShape,
      (actor, input) => signInAgainWithPasskey(actor, { ...input, visit: visitOf(event) }),
      { redirectTo: goOn(event) },
    )(event),
};
