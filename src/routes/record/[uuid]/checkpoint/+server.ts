import { error } from '@sveltejs/kit';
import { checkpointText } from '#lib/referendums/server/record-queries.ts';
import type { RequestHandler } from './$types';

/** The newest checkpoint of the record, a C2SP signed note with the cosignatures of witnesses. */
export const GET: RequestHandler = async ({ params }) => {
  const note = await checkpointText(params.uuid);
  if (note === null) error(404, { message: 'Not found', code: 'not-found' });
  return new Response(note, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' },
  });
};
