import { officeRolls } from '#lib/eligibility/server/pages/office-pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const rolls = await officeRolls(locals.actor);
  return {
    rolls: rolls.map(({ roll, unitName }) => {
      const { rule: _rule, scope, ...summary } = roll;
      return { ...summary, unitName, isWhole: scope.whole };
    }),
  };
};
