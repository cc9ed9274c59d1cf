import { jsonBody, jsonReply, refusalReply } from '#lib/platform/machine-reply.ts';
import { refuse } from '#lib/platform/outcome.ts';
import { castBallot, castRequest } from '#lib/referendums/server/box/cast-ballot.ts';
import type { RequestHandler } from './$types';

/** Casts a ballot: without a session, from any device that holds the card. */
export const POST: RequestHandler = async ({ request, params }) => {
  const body = await jsonBody(request);
  const parsed = castRequest.safeParse({ ...(body as object | null), uuid: params.uuid });
  if (!parsed.success) return refusalReply(refuse(422, 'ballot-malformed'));
  const outcome = await castBallot(parsed.data);
  return outcome.ok ? jsonReply(outcome.value, 200) : refusalReply(outcome);
};
