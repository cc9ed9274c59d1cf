import { formAction, notFound } from '#lib/platform/form-action.ts';
import { draftBeginning } from '#lib/referendums/draft-forms.ts';
import { beginDraft } from '#lib/referendums/server/drafting/begin-draft.ts';
import { draftableUnits } from '#lib/referendums/server/views/draftable-units.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const units = await draftableUnits(locals.actor);
  if (units.length === 0) notFound();
  return { units };
};

export const actions: Actions = {
  default: formAction(draftBeginning, beginDraft, {
    redirectTo: ({ uuid }) => `/office/referendums/${uuid}/draft/question`,
  }),
};
