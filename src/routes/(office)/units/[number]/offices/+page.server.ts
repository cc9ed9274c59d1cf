import { redirect } from '@sveltejs/kit';
import { endOfficeShape, recordOfficeShape } from '#lib/membership/office.ts';
import { endOffice } from '#lib/membership/server/offices/end-office.ts';
import { recordOffice } from '#lib/membership/server/offices/record-office.ts';
import { unitPage } from '#lib/membership/server/units/unit-page.ts';
import { unitNumber } from '#lib/membership/unit.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const number = unitNumber.safeParse(params.number);
  const found = number.success ? await unitPage(locals.actor, number.data) : null;
  if (!found?.mayRecordOffices) notFound();
  const here = encodeURIComponent(url.pathname);
  if (!isRecentlySignedIn(locals.actor, locals.now)) redirect(303, `/sign-in/again?to=${here}`);
  return { unit: found.unit, offices: found.offices, day: found.day };
};

export const actions: Actions = {
  record: formAction(recordOfficeShape, recordOffice, {
    from: ({ params }) => ({ unitNumber: params.number }),
    redirectTo: (_, { params }) => `/units/${params.number}?saved`,
  }),
  end: formAction(endOfficeShape, endOffice, {
    redirectTo: (_, { params }) => `/units/${params.number}?saved`,
  }),
};
