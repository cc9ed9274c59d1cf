import { admitMemberShape } from '#lib/membership/membership.ts';
import { admitMember } from '#lib/membership/server/people/admit-member.ts';
import { unitsToChoose } from '#lib/membership/server/units/unit-choices.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const units = await unitsToChoose(locals.actor, 'members.write');
  if (units.length === 0) notFound();
  return { units };
};

export const actions: Actions = {
  default: formAction(admitMemberShape, admitMember, {
    redirectTo: ({ personId }) => `/members/${personId}?admitted`,
  }),
};
