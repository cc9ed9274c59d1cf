import { addUnit } from '#lib/membership/server/units/add-unit.ts';
import { changeUnit } from '#lib/membership/server/units/change-unit.ts';
import { unitPage } from '#lib/membership/server/units/unit-page.ts';
import { addUnitShape, changeUnitShape, unitNumber } from '#lib/membership/unit.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const number = unitNumber.safeParse(params.number);
  const found = number.success ? await unitPage(locals.actor, number.data) : null;
  if (!found?.mayWrite) notFound();
  return { unit: found.unit, contact: found.contact };
};

const options = {
  from: ({ params }: { params: Partial<Record<string, string>> }) => ({ unitNumber: params.number }),
  redirectTo: ({ number }: { number: number }) => `/units/${number}?saved`,
};

export const actions: Actions = {
  change: formAction(changeUnitShape, changeUnit, options),
  add: formAction(addUnitShape, addUnit, options),
};
