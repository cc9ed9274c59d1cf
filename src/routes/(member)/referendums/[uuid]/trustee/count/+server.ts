import { refuse } from '#lib/platform/outcome.ts';
import { jsonReply, refusalReply } from '#lib/platform/machine-reply.ts';
import { countDesk } from '#lib/referendums/server/count/count-desk.ts';
import type { RequestHandler } from './$types';

/** What is to be decrypted, what has been handed in, and the checkpoint that is agreed to before. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const desk = await countDesk(locals.actor, params.uuid);
  return desk ? jsonReply(desk) : refusalReply(refuse(404, 'not-found'));
};
