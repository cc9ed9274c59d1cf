import { Readable } from 'node:stream';
import { notFound } from '#lib/platform/form-action.ts';
import { minutesOf } from '#lib/referendums/server/minutes/minutes-of.ts';
import { minutesPdf } from '#lib/referendums/server/minutes/minutes-pdf.ts';
import type { RequestHandler } from './$types';

/** The minutes as a tagged PDF, for those who oversee the referendum, before they are public. */
export const GET: RequestHandler = async ({ params, locals }) => {
  const source = await minutesOf(locals.actor, params.uuid);
  if (!source) notFound();
  const body = Readable.toWeb(minutesPdf(source, locals.locale)) as ReadableStream;
  return new Response(body, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="niederschrift-${params.uuid}.pdf"`,
      'cache-control': 'no-store',
    },
  });
};
