import { notFound } from '#lib/platform/form-action.ts';
import { officeList } from '#lib/referendums/server/views/office-list.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const list = await officeList(locals.actor);
  if (!list) notFound();
  return { ...list, now: locals.now };
};
