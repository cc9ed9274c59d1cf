import { decideObjectionForm } from '#lib/eligibility/objection.ts';
import { decideObjection } from '#lib/eligibility/server/decide/decide-objection.ts';
import { officeObjections } from '#lib/eligibility/server/pages/office-pages.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const found = await officeObjections(locals.actor, params.roll);
  if (!found) notFound();
  const { rule: _rule, ...roll } = found.roll;
  return { ...found, roll, isOver: locals.now >= roll.objectionUntil };
};

export const actions: Actions = {
  decide: formAction(decideObjectionForm, decideObjection, {
    from: ({ params }) => ({ rollId: params.roll }),
  }),
};
