import { formAction, notFound } from '#lib/platform/form-action.ts';
import { addressChangeIdShape } from '#lib/accounts/address-change.ts';
import { addressChanges } from '#lib/accounts/server/address/address-changes.ts';
import { approveAddressChange } from '#lib/accounts/server/address/approve-address-change.ts';
import { stopAddressChange } from '#lib/accounts/server/address/stop-address-change.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const changes = await addressChanges(locals.actor);
  if (!changes) notFound();
  return { changes, now: locals.now };
};

export const actions: Actions = {
  approve: formAction(addressChangeIdShape, approveAddressChange),
  stop: formAction(addressChangeIdShape, stopAddressChange),
};
