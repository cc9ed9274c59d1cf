import { Readable } from 'node:stream';
import { error } from '@sveltejs/kit';
import { rollFilter } from '#lib/eligibility/roll-filter.ts';
import { LONGEST_PDF, rollPdf } from '#lib/eligibility/server/files/roll-pdf.ts';
import { takeRollFile } from '#lib/eligibility/server/files/roll-file-lines.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { notFound } from '#lib/platform/form-action.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { unit } = rollFilter.parse(Object.fromEntries(url.searchParams));
  const file = await takeRollFile(locals.actor, { rollId: params.roll, unit });
  if (!file) notFound();
  if (file.lines.length > LONGEST_PDF)
    error(413, { message: m.roll_file_too_long(), code: 'roll-file-too-long' });
  const pdf = rollPdf(file, { locale: locals.locale, now: locals.now });
  return new Response(Readable.toWeb(pdf as unknown as Readable) as ReadableStream, {
    headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="roll.pdf"' },
  });
};
