import { Readable } from 'node:stream';
import { keyPdf } from '#lib/eligibility/server/keys/key-pdf.ts';
import { keyPage } from '#lib/eligibility/server/keys/visible-keys.ts';
import { notFound } from '#lib/platform/form-action.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const shown = await keyPage(locals.actor, params.key);
  if (!shown) notFound();
  const pdf = keyPdf(shown, locals.locale);
  return new Response(Readable.toWeb(pdf as unknown as Readable) as ReadableStream, {
    headers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="key.pdf"' },
  });
};
