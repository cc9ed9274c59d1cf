import { notFound } from '#lib/platform/form-action.ts';
import { memberReferendums } from '#lib/referendums/server/views/member-list.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  if (locals.actor.kind !== 'person') notFound();
  return { now: locals.now, ...(await memberReferendums(locals.actor)) };
};
