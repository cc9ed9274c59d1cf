import { lotWish } from '#lib/eligibility/seats/key-form.ts';
import { recordLot } from '#lib/eligibility/server/keys/record-lot.ts';
import { keyPage } from '#lib/eligibility/server/keys/visible-keys.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const shown = await keyPage(locals.actor, params.key);
  if (!shown) notFound();
  return { shown };
};

export const actions: Actions = {
  lot: formAction(lotWish, recordLot, { from: ({ params }) => ({ keyId: params.key }) }),
};
