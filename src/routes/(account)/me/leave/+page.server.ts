import { leavePartyShape } from '#lib/membership/membership.ts';
import { ownMembership } from '#lib/membership/server/standing/own-membership.ts';
import { leaveParty } from '#lib/membership/server/standing/leave-party.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const own = await ownMembership(locals.actor);
  if (!own) notFound();
  return own;
};

export const actions: Actions = { default: formAction(leavePartyShape, leaveParty) };
