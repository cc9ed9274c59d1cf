import { Readable } from 'node:stream';
import type { Actor } from '#lib/platform/actor.ts';
import { minutesOf } from './minutes-of.ts';
import { minutesPdf } from './minutes-pdf.ts';

/** The minutes as a file to keep; null for whom there are none. */
export async function minutesFile(
  actor: Actor,
  { uuid, locale }: { uuid: string; locale: 'de' | 'en' },
): Promise<Response | null> {
  const source = await minutesOf(actor, uuid);
  if (!source) return null;
  return new Response(Readable.toWeb(minutesPdf(source, locale)) as ReadableStream, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="niederschrift-${uuid}.pdf"`,
      'cache-control': 'no-store',
    },
  });
}
