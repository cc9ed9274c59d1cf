import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { formAction } from '#lib/platform/form-action.ts';
import { passkeySignInShape } from '#lib/accounts/passkey.ts';
import { signInOffer } from '#lib/accounts/server/passkey/offers.ts';
import { signInWithPasskey } from '#lib/accounts/server/passkey/sign-in-with-passkey.ts';
import { reportSecondFactorLoss } from '#lib/accounts/server/second-factor/report-loss.ts';
import { accountOfStep } from '#lib/accounts/server/sign-in/entrance.ts';
import { passSecondStep } from '#lib/accounts/server/sign-in/pass-second-step.ts';
import { safeWay, secondStepShape } from '#lib/accounts/sign-in.ts';
import { enter, presentedStep, visitOf } from '#lib/accounts/ui/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { url, locals } = event;
  const to = safeWay(url.searchParams.get('to'));
  if (locals.actor.kind === 'person') redirect(303, to);
  if (!accountOfStep(presentedStep(event), locals.now)) redirect(303, '/sign-in');
  return { to, passkey: await signInOffer(url.origin) };
};

export const actions: Actions = {
  code: (event) =>
    formAction(
      secondStepShape,
      (actor, input) =>
        passSecondStep(actor, { ...input, step: presentedStep(event), visit: visitOf(event) }),
      { redirectTo: (entrance) => enter(event, entrance) },
    )(event),
  passkey: (event) =>
    formAction(
      passkeySignInShape,
      (actor, input) => signInWithPasskey(actor, { ...input, visit: visitOf(event) }),
      { redirectTo: (entrance) => enter(event, entrance) },
    )(event),
  lost: (event) =>
    formAction(z.object({}), (actor) => reportSecondFactorLoss(actor, { step: presentedStep(event) }))(event),
};
