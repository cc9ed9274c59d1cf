import { rollIdForm } from '#lib/eligibility/roll.ts';
import { rollFilter } from '#lib/eligibility/roll-filter.ts';
import { filterHref } from '#lib/eligibility/ui/roll-filter-href.ts';
import { conditionsOf } from '#lib/eligibility/rule.ts';
import { officeRoll } from '#lib/eligibility/server/pages/office-pages.ts';
import { recomputeRollAgain } from '#lib/eligibility/server/recompute-roll.ts';
import { citationsOf, reasonsInWords } from '#lib/eligibility/ui/reasons-in-words.ts';
import { ruleSentence } from '#lib/eligibility/ui/rule-sentence.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const filter = rollFilter.parse(Object.fromEntries(url.searchParams));
  const found = await officeRoll(locals.actor, { rollId: params.roll, filter });
  if (!found) notFound();
  const { roll, lines, words: texts, moreAfter, ...rest } = found;
  const { rule, ...summary } = roll;
  const words = { locale: locals.locale, ...texts };
  const { after, ...chosen } = filter;
  return {
    ...rest,
    roll: summary,
    filter: chosen,
    isFirst: after === undefined,
    unitName: texts.unitNames.get(roll.unitPath) ?? '',
    sentence: ruleSentence(rule, words),
    citations: citationsOf(conditionsOf(rule), words),
    lines: lines.map((line) => ({ ...line, reasons: reasonsInWords(line.reasons, words) })),
    moreHref: moreAfter === null ? null : filterHref(url.pathname, { ...filter, after: moreAfter }),
    now: locals.now,
  };
};

export const actions: Actions = {
  recompute: formAction(rollIdForm, recomputeRollAgain, { from: ({ params }) => ({ rollId: params.roll }) }),
};
