import { approveSealForm } from '#lib/eligibility/roll.ts';
import { officeSeal } from '#lib/eligibility/server/pages/office-pages.ts';
import { approveSealOfRoll } from '#lib/eligibility/server/seal/approve-seal-of-roll.ts';
import { refusalText } from '#lib/i18n/refusals.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const preview = await officeSeal(locals.actor, params.roll);
  if (!preview) notFound();
  const { rule: _rule, ...roll } = preview.roll;
  const { obstacle } = preview;
  return {
    ...preview,
    roll,
    obstacleWords: obstacle && refusalText(obstacle, {}, locals.locale),
    now: locals.now,
  };
};

export const actions: Actions = {
  default: formAction(approveSealForm, approveSealOfRoll, {
    from: ({ params }) => ({ rollId: params.roll }),
  }),
};
