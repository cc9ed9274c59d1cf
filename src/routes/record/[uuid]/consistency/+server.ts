import { error } from '@sveltejs/kit';
import { jsonReply } from '#lib/platform/machine-reply.ts';
import { consistencyRequest } from '#lib/record/log.ts';
import { consistencyPath } from '#lib/referendums/server/record-queries.ts';
import type { RequestHandler } from './$types';

/** A Merkle proof (RFC 6962): hashes in base64. */
export const GET: RequestHandler = async ({ params, url }) => {
  const asked = consistencyRequest.safeParse(Object.fromEntries(url.searchParams));
  const path = asked.success ? await consistencyPath(params.uuid, asked.data) : null;
  if (!path) error(404, { message: 'Not found', code: 'not-found' });
  return jsonReply({ path });
};
