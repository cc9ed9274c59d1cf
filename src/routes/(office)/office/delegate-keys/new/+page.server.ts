import { keyWish } from '#lib/eligibility/seats/key-form.ts';
import { newKey } from '#lib/eligibility/server/keys/new-key.ts';
import { workOutKey } from '#lib/eligibility/server/keys/work-out-key.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => (await newKey(locals.actor)) ?? notFound();

export const actions: Actions = {
  default: formAction(keyWish, workOutKey, { redirectTo: ({ keyId }) => `/office/delegate-keys/${keyId}` }),
};
