import { raiseObjectionForm } from '#lib/eligibility/objection.ts';
import { raiseObjection } from '#lib/eligibility/server/decide/raise-objection.ts';
import { memberRoll } from '#lib/eligibility/server/pages/member-pages.ts';
import { reasonsInWords } from '#lib/eligibility/ui/reasons-in-words.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const found = await memberRoll(locals.actor, params.roll);
  if (!found) notFound();
  const { place, proof, words: texts, obstacle } = found;
  const { line, answer, objections } = place;
  const { rule: _rule, ...roll } = place.roll;
  const words = { locale: locals.locale, ...texts };
  const shown = line ?? answer;
  return {
    roll,
    line: line && { ...line, reasons: [] },
    verdict: line?.verdict ?? ('no' as const),
    changesOn: shown?.changesOn ?? null,
    reasons: reasonsInWords(shown?.reasons ?? [], words),
    objections,
    obstacle,
    proof,
  };
};

export const actions: Actions = {
  default: formAction(raiseObjectionForm, raiseObjection, {
    from: ({ params }) => ({ rollId: params.roll }),
  }),
};
