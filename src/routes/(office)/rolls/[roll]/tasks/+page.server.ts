import { rollFilter } from '#lib/eligibility/roll-filter.ts';
import { filterHref } from '#lib/eligibility/ui/roll-filter-href.ts';
import { officeRoll } from '#lib/eligibility/server/pages/office-pages.ts';
import { reasonsInWords } from '#lib/eligibility/ui/reasons-in-words.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { after, unit } = rollFilter.parse(Object.fromEntries(url.searchParams));
  const filter = { verdict: 'unknown', after, unit } as const;
  const found = await officeRoll(locals.actor, { rollId: params.roll, filter });
  if (!found) notFound();
  const { roll, lines, words: texts, moreAfter, total, rights } = found;
  const { rule: _rule, ...summary } = roll;
  const words = { locale: locals.locale, ...texts };
  return {
    total,
    rights,
    roll: summary,
    isFirst: after === undefined,
    lines: lines.map((line) => ({ ...line, reasons: reasonsInWords(line.reasons, words) })),
    moreHref: moreAfter === null ? null : filterHref(url.pathname, { unit, after: moreAfter }),
  };
};
