import { officeRolls } from '#lib/eligibility/server/pages/office-pages.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { actor } = locals;
  if (actor.kind !== 'person' || actor.powers.length === 0) notFound();
  const rolls = await officeRolls(actor);
  return {
    rolls: rolls.map(({ roll, unitName }) => {
      const { rule: _rule, scope, ...summary } = roll;
      return { ...summary, unitName, isWhole: scope.whole };
    }),
  };
};
