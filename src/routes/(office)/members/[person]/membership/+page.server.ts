import {
  correctMembershipShape,
  endMembershipShape,
  endSuspensionShape,
  moveMemberShape,
  readmitMemberShape,
  recordDuesShape,
  suspendMemberShape,
  takeBackEndShape,
} from '#lib/membership/membership.ts';
import { correctMembership } from '#lib/membership/server/people/correct-membership.ts';
import { endMembership } from '#lib/membership/server/people/end-membership.ts';
import { moveMember } from '#lib/membership/server/people/move-member.ts';
import { personPage } from '#lib/membership/server/people/person-page.ts';
import { recordDues } from '#lib/membership/server/people/record-dues.ts';
import { endSuspension } from '#lib/membership/server/standing/end-suspension.ts';
import { readmitMember } from '#lib/membership/server/standing/readmit-member.ts';
import { suspendMember } from '#lib/membership/server/standing/suspend-member.ts';
import { takeBackEnd } from '#lib/membership/server/standing/take-back-end.ts';
import { unitsToChoose } from '#lib/membership/server/units/unit-choices.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const entry = await personPage(locals.actor, params.person);
  if (!entry?.mayWrite) notFound();
  return { entry, units: await unitsToChoose(locals.actor, 'members.write') };
};

const options = {
  from: ({ params }: { params: Partial<Record<string, string>> }) => ({ personId: params.person }),
  redirectTo: (_: unknown, { params }: { params: Partial<Record<string, string>> }) =>
    `/members/${params.person}?saved`,
};

export const actions: Actions = {
  dues: formAction(recordDuesShape, recordDues, options),
  correct: formAction(correctMembershipShape, correctMembership, options),
  move: formAction(moveMemberShape, moveMember, options),
  end: formAction(endMembershipShape, endMembership, options),
  takeBack: formAction(takeBackEndShape, takeBackEnd, options),
  readmit: formAction(readmitMemberShape, readmitMember, options),
  suspend: formAction(suspendMemberShape, suspendMember, options),
  resume: formAction(endSuspensionShape, endSuspension, options),
};
