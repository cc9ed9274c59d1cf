import { visibleKeys } from '#lib/eligibility/server/keys/visible-keys.ts';
import { pathsWithPower } from '#lib/platform/actor.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (pathsWithPower(locals.actor, 'units.write').length === 0) notFound();
  return { keys: await visibleKeys(locals.actor) };
};
