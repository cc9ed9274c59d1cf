import { applicationFilter } from '#lib/membership/joining/listing.ts';
import { applicationsFor } from '#lib/membership/server/joining/deciding/applications.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = applicationFilter.parse(Object.fromEntries(url.searchParams));
  const list = await applicationsFor(locals.actor, filter);
  if (!list) notFound();
  return { list, filter, now: locals.now, hasHandedOn: url.searchParams.has('handed') };
};
