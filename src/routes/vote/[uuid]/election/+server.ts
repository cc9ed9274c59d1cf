import { jsonReply, refusalReply } from '#lib/platform/machine-reply.ts';
import { refuse } from '#lib/platform/outcome.ts';
import { boothElection } from '#lib/referendums/server/booth-election.ts';
import type { RequestHandler } from './$types';

/** Everything the booth needs, all of it public: the frozen bytes, the card key, the times. */
export const GET: RequestHandler = async ({ params, url }) => {
  const found = await boothElection(params.uuid, url.origin);
  return found ? jsonReply(found) : refusalReply(refuse(404, 'not-found'));
};
