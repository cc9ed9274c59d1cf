import { readOn } from '#lib/membership/day.ts';
import { ownEntry } from '#lib/membership/server/people/person-page.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const entry = await ownEntry(locals.actor, readOn(url.searchParams));
  if (!entry) notFound();
  return { entry };
};
