import { decideLineForm, lineId, recheckLineForm } from '#lib/eligibility/objection.ts';
import { decideLine } from '#lib/eligibility/server/decide/decide-line.ts';
import { recheckLine } from '#lib/eligibility/server/decide/recheck-line.ts';
import { officeLine } from '#lib/eligibility/server/pages/office-pages.ts';
import { reasonsInWords } from '#lib/eligibility/ui/reasons-in-words.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  if (!lineId.safeParse(params.line).success) notFound();
  const found = await officeLine(locals.actor, { rollId: params.roll, lineId: params.line });
  if (!found) notFound();
  const { roll, line, words: texts, isOwn } = found;
  const { rule: _rule, ...summary } = roll;
  const words = { locale: locals.locale, ...texts };
  return { isOwn, roll: summary, line: { ...line, reasons: reasonsInWords(line.reasons, words) } };
};

const from = ({ params }: { params: Record<string, string> }) => ({
  rollId: params.roll,
  lineId: params.line,
});

export const actions: Actions = {
  decide: formAction(decideLineForm, decideLine, { from }),
  recheck: formAction(recheckLineForm, recheckLine, { from }),
};
