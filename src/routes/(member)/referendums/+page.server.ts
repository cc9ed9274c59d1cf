import { memberReferendums } from '#lib/referendums/server/views/member-list.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  now: locals.now,
  ...(await memberReferendums(locals.actor)),
});
