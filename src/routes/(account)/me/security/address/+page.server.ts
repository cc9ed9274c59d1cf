import { redirect } from '@sveltejs/kit';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { requestAddressChangeShape } from '#lib/accounts/address-change.ts';
import { requestAddressChange } from '#lib/accounts/server/address/request-address-change.ts';
import { securityOf } from '#lib/accounts/server/security.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, now } = locals;
  if (!isRecentlySignedIn(actor, now)) redirect(303, `/sign-in/again?to=${encodeURIComponent(url.pathname)}`);
  const security = await securityOf(actor);
  if (!security || security.isPersona) notFound();
  return { email: security.email };
};

export const actions: Actions = { default: formAction(requestAddressChangeShape, requestAddressChange) };
