import { refuse } from '#lib/platform/outcome.ts';
import { jsonReply, refusalReply } from '#lib/platform/machine-reply.ts';
import { trusteeDesk } from '#lib/referendums/server/ceremony/trustee-desk.ts';
import type { RequestHandler } from './$types';

/** What a trustee's page, or the command of one who works offline, computes the next step from. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const desk = await trusteeDesk(locals.actor, params.uuid);
  return desk ? jsonReply(desk) : refusalReply(refuse(404, 'not-found'));
};
