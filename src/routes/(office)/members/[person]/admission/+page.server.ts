import { decideObjectionShape, raiseObjectionShape } from '#lib/membership/joining/objection.ts';
import { admissionPage } from '#lib/membership/server/joining/objecting/admission-page.ts';
import { decideObjection } from '#lib/membership/server/joining/objecting/decide-objection.ts';
import { raiseObjection } from '#lib/membership/server/joining/objecting/raise-objection.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const admission = await admissionPage(locals.actor, params.person);
  if (!admission) notFound();
  return { admission };
};

const from = ({ params }: { params: Partial<Record<string, string>> }) => ({ personId: params.person });

export const actions: Actions = {
  raise: formAction(raiseObjectionShape, raiseObjection, { from }),
  decide: formAction(decideObjectionShape, decideObjection, { from }),
};
