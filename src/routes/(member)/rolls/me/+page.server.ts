import { memberRolls } from '#lib/eligibility/server/pages/member-pages.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (locals.actor.kind !== 'person') notFound();
  const rolls = await memberRolls(locals.actor);
  return {
    rolls: rolls.map(({ roll, verdict, number }) => ({ ...roll, verdict, number })),
  };
};
