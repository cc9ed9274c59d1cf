import { personPage } from '#lib/membership/server/people/person-page.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const entry = await personPage(locals.actor, params.person);
  if (!entry) notFound();
  return { entry, saved: url.searchParams.has('saved'), admitted: url.searchParams.has('admitted') };
};
