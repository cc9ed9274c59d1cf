import { rollFilter } from '#lib/eligibility/roll-filter.ts';
import { rollCsv } from '#lib/eligibility/server/files/roll-csv.ts';
import { takeRollFile } from '#lib/eligibility/server/files/roll-file-lines.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { unit } = rollFilter.parse(Object.fromEntries(url.searchParams));
  const file = await takeRollFile(locals.actor, { rollId: params.roll, unit });
  if (!file) notFound();
  return new Response(rollCsv(file, locals.locale), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="roll.csv"',
    },
  });
};
