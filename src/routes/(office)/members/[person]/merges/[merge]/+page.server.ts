import { undoMergeShape } from '#lib/membership/merging/merging.ts';
import { mergePageOf } from '#lib/membership/server/merging/merged-entries.ts';
import { undoMerge } from '#lib/membership/server/merging/undo-merge.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const merge = await mergePageOf(locals.actor, { personId: params.person, mergeId: params.merge });
  if (!merge) notFound();
  return { merge, isNew: url.searchParams.has('merged') };
};

export const actions: Actions = {
  default: formAction(undoMergeShape, undoMerge, {
    from: ({ params }) => ({ personId: params.person, mergeId: params.merge }),
  }),
};
