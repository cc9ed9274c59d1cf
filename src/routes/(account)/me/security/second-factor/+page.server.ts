import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { addPasskeyShape, passkeyIdShape } from '#lib/accounts/passkey.ts';
import { confirmTotpShape } from '#lib/accounts/second-factor.ts';
import { addPasskey } from '#lib/accounts/server/passkey/add-passkey.ts';
import { addOffer } from '#lib/accounts/server/passkey/offers.ts';
import { removePasskey } from '#lib/accounts/server/passkey/remove-passkey.ts';
import { confirmTotp } from '#lib/accounts/server/second-factor/confirm-totp.ts';
import type { GainedSecondFactor } from '#lib/accounts/server/second-factor/gain-second-factor.ts';
import { removeTotp } from '#lib/accounts/server/second-factor/remove-totp.ts';
import { renewRecoveryCodes } from '#lib/accounts/server/second-factor/renew-recovery-codes.ts';
import { totpOffer } from '#lib/accounts/server/second-factor/totp-offer.ts';
import { securityOf } from '#lib/accounts/server/security.ts';
import { safeWay } from '#lib/accounts/sign-in.ts';
import { keepSession, visitOf } from '#lib/accounts/ui/session-cookie.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, now } = locals;
  const here = url.pathname + (url.searchParams.has('to') ? url.search : '');
  if (!isRecentlySignedIn(actor, now)) redirect(303, `/sign-in/again?to=${encodeURIComponent(here)}`);
  const security = await securityOf(actor);
  if (!security) notFound();
  const to = url.searchParams.get('to');
  return {
    security,
    to: to ? safeWay(to) : null,
    totp: security.factors.totp ? null : await totpOffer(actor),
    passkey: await addOffer(actor, url.origin),
  };
};

/** The session id goes into the cookie, the codes onto the page. */
function gained(event: RequestEvent, outcome: Outcome<GainedSecondFactor>) {
  if (!outcome.ok) return outcome;
  const { codes, sessionId } = outcome.value;
  if (sessionId) keepSession(event, sessionId);
  return done({ kind: 'gained', codes } as const);
}

export const actions: Actions = {
  totp: (event) =>
    formAction(confirmTotpShape, async (actor, input) => gained(event, await confirmTotp(actor, input)))(
      event,
    ),
  passkey: (event) =>
    formAction(addPasskeyShape, async (actor, input) =>
      gained(event, await addPasskey(actor, { ...input, visit: visitOf(event) })),
    )(event),
  codes: formAction(z.object({}), renewRecoveryCodes),
  removePasskey: formAction(passkeyIdShape, removePasskey),
  removeTotp: formAction(z.object({}), removeTotp),
};
