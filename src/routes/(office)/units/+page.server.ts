import { redirect } from '@sveltejs/kit';
import { ownUnits } from '#lib/membership/server/units/unit-page.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const units = await ownUnits(locals.actor);
  if (units.length === 0) notFound();
  if (units.length === 1) redirect(303, `/units/${units[0]?.number}`);
  return { units: units.map(({ number, name, kind }) => ({ number, name, kind })) };
};
