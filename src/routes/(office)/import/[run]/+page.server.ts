import { applyImportShape, discardImportShape, reportFilter } from '#lib/membership/member-import.ts';
import {
  applyMemberImport,
  discardMemberImport,
  recheckMemberImport,
} from '#lib/membership/server/import/apply-import.ts';
import { columnInWords, reasonInWords } from '#lib/membership/server/import/column-guide.ts';
import { importReport } from '#lib/membership/server/import/imports.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const filter = reportFilter.parse({
    verdict: url.searchParams.get('verdict'),
    after: url.searchParams.get('after') ?? 0,
  });
  const report = await importReport(locals.actor, params.run, filter);
  if (!report) notFound();
  const { locale } = locals;
  const rows = report.rows.map(({ reasons, changes, ...row }) => ({
    ...row,
    notes: [
      ...(reasons ?? []).map((reason) => reasonInWords(reason, locale)),
      ...changes.map((key) => columnInWords(key, locale)),
    ],
  }));
  return { ...report, rows, filter };
};

const from = ({ params }: { params: Partial<Record<string, string>> }) => ({ importId: params.run });

export const actions: Actions = {
  apply: formAction(applyImportShape, applyMemberImport, { from }),
  discard: formAction(discardImportShape, discardMemberImport, { from, redirectTo: () => '/import' }),
  recheck: formAction(discardImportShape, recheckMemberImport, { from }),
};
