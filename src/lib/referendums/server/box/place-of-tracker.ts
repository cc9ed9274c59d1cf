import { z } from 'zod';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { hasPublicSetup } from '../booth-election.ts';
import { referendumUuid } from '../../referendum.ts';
import { standingOfTracker, type TrackerStanding } from './known-ballots.ts';

export const lookupRequest = z.strictObject({
  uuid: referendumUuid,
  /** base64 of SHA-256 without padding. */
  tracker: z.string().regex(/^[A-Za-z0-9+/]{43}$/),
});

/** `recorded`: on the public record; `waiting`: in the box, published with a later batch; null: not known here. */
export async function placeOfTracker(
  input: z.output<typeof lookupRequest>,
): Promise<Outcome<{ place: TrackerStanding }>> {
  if (!(await hasPublicSetup(input.uuid))) return refuse(404, 'not-found');
  return done({ place: await standingOfTracker(input.uuid, input.tracker) });
}
