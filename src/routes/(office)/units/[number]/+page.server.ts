import { readOn } from '#lib/membership/day.ts';
import { unitPage } from '#lib/membership/server/units/unit-page.ts';
import { unitNumber } from '#lib/membership/unit.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const number = unitNumber.safeParse(params.number);
  const found = number.success ? await unitPage(locals.actor, number.data, readOn(url.searchParams)) : null;
  if (!found) notFound();
  return { ...found, saved: url.searchParams.has('saved') };
};
