import { readMemberFilter } from '#lib/membership/members.ts';
import { memberList } from '#lib/membership/server/people/member-list.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filter = readMemberFilter(url.searchParams);
  const list = await memberList(locals.actor, filter);
  if (!list) notFound();
  return { filter, list };
};
