import { Readable } from 'node:stream';
import { error } from '@sveltejs/kit';
import {
  FILE_TYPES,
  PUBLIC_FILES,
  publicFile,
  type PublicFile,
} from '#lib/referendums/server/public-files.ts';
import type { RequestHandler } from './$types';

/** The public files of a referendum, streamed; anyone may keep a copy. */
export const GET: RequestHandler = async ({ params }) => {
  const file = PUBLIC_FILES.find((name) => name === params.file);
  const bytes = file ? await publicFile(params.uuid, file) : null;
  if (!file || !bytes) error(404, { message: 'Not found', code: 'not-found' });
  const body = Readable.toWeb(Readable.from(bytes)) as ReadableStream;
  return new Response(body, { headers: headersOf(file) });
};

function headersOf(file: PublicFile): Record<string, string> {
  return {
    'content-type': FILE_TYPES[file],
    'content-disposition': `attachment; filename="${file}"`,
    'cache-control': 'no-cache',
  };
}
