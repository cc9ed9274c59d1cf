import { exactly, integer, list, object, text, truth } from '../canonical.ts';
import { CARD_SIGNATURE_LENGTH } from '../card-key.ts';
import { RANDOMIZER_LENGTH } from '../card.ts';
import { bytesOf, risingNumbers, tracker, twoPeople, uuid, words } from './fields.ts';
import { LARGEST_ROLL } from './preparation.ts';

/** Most ballots in one entry. */
export const LARGEST_BATCH = 10_000;

/** A ballot on the record: its exact bytes, its tracker, and the signature of the card that it was cast with. */
export const recordedBallot = object({
  tracker,
  ballot: text(5_000_000),
  randomizer: bytesOf(RANDOMIZER_LENGTH),
  signature: bytesOf(CARD_SIGNATURE_LENGTH),
});

/** Ballots that left the box together, by rising tracker (compared character by character): no order of casting is left. */
export const ballots = object({
  type: exactly('ballots'),
  uuid,
  ballots: list(recordedBallot, LARGEST_BATCH, 1),
});

/**
 * Voting is over: the roll numbers in whose name a card was drawn, how many ballots stand on the record, and that the
 * secret card key is destroyed.
 */
export const close = object({
  type: exactly('close'),
  uuid,
  draws: risingNumbers(LARGEST_ROLL),
  ballots: integer(0, LARGEST_ROLL),
  cardKeyDestroyed: truth,
});

/** Somebody missed a ballot, or found a card drawn in their name; two people decided. */
export const objection = object({
  type: exactly('objection'),
  uuid,
  claim: words,
  isUpheld: truth,
  reason: words,
  by: twoPeople,
});
