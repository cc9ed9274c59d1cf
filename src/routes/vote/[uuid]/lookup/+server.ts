import { jsonBody, jsonReply, refusalReply } from '#lib/platform/machine-reply.ts';
import { refuse } from '#lib/platform/outcome.ts';
import { lookupRequest, placeOfTracker } from '#lib/referendums/server/box/place-of-tracker.ts';
import type { RequestHandler } from './$types';

/** Where a ballot is. The tracker stands in the body, never in a path or query that might be kept. */
export const POST: RequestHandler = async ({ request, params }) => {
  const body = await jsonBody(request);
  const parsed = lookupRequest.safeParse({ ...(body as object | null), uuid: params.uuid });
  if (!parsed.success) return refusalReply(refuse(422, 'tracker-not-valid'));
  const outcome = await placeOfTracker(parsed.data);
  return outcome.ok ? jsonReply(outcome.value) : refusalReply(outcome);
};
