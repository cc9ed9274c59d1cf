import { importTemplate } from '#lib/membership/server/import/column-guide.ts';
import { importsOf } from '#lib/membership/server/import/imports.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals }) => {
  if (!(await importsOf(locals.actor))) notFound();
  return new Response(importTemplate(locals.locale), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="mitglieder-vorlage.csv"',
    },
  });
};
