import { error } from '@sveltejs/kit';
import { jsonReply } from '#lib/platform/machine-reply.ts';
import { recordLeaves } from '#lib/referendums/server/record-queries.ts';
import type { RequestHandler } from './$types';

/** The newest checkpoint and all leaf hashes below it, 32 bytes each, in base64. */
export const GET: RequestHandler = async ({ params }) => {
  const found = await recordLeaves(params.uuid);
  if (!found) error(404, { message: 'Not found', code: 'not-found' });
  return jsonReply(found);
};
