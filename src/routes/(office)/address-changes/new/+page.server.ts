import { redirect } from '@sveltejs/kit';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import { proposeAddressChangeShape } from '#lib/accounts/address-change.ts';
import { addressOfMember } from '#lib/accounts/server/address/address-changes.ts';
import { proposeAddressChange } from '#lib/accounts/server/address/propose-address-change.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const personId = url.searchParams.get('person') ?? '';
  if (!/^[0-9a-f-]{36}$/.test(personId)) notFound();
  const member = await addressOfMember(locals.actor, personId);
  if (!member) notFound();
  const here = encodeURIComponent(url.pathname + url.search);
  if (!isRecentlySignedIn(locals.actor, locals.now)) redirect(303, `/sign-in/again?to=${here}`);
  return { personId, member };
};

export const actions: Actions = {
  default: formAction(proposeAddressChangeShape, proposeAddressChange, {
    from: ({ url }) => ({ personId: url.searchParams.get('person') }),
    redirectTo: () => '/address-changes',
  }),
};
