import { exactly, integer, list, object, optional, text, truth } from '../canonical.ts';
import { bytesOf, files, hash, name, time, twoPeople, uuid, words } from './fields.ts';

/** Most people on one roll. */
export const LARGEST_ROLL = 5_000_000;

/** Bytes of a card key (DER). */
const CARD_KEY_LENGTH = 422;

/** The roll is laid open: who belongs on it is judged by the state at `cutOff`, objections are taken until `until`. */
export const inspection = object({ type: exactly('inspection'), uuid, cutOff: time, until: time });

/** The roll by which everyone on it is fixed: how many lines, and the root over all of them (see `rollHash`). */
export const rollCommitment = object({ size: integer(1, LARGEST_ROLL), hash });

/** Two people sealed the roll; no line changes any more. */
export const roll = object({ type: exactly('roll'), uuid, roll: rollCommitment, sealedBy: twoPeople });

/** The trustees made their keys; `transcript` is everything that each of them signed. */
export const ceremony = object({
  type: exactly('ceremony'),
  uuid,
  round: integer(1, 1000),
  transcript: text(50_000_000),
});

/** A round of the ceremony failed, with the proof if somebody's share was bad; everybody begins anew. */
export const ceremonyFailed = object({
  type: exactly('ceremony-failed'),
  uuid,
  round: integer(1, 1000),
  reason: words,
  evidence: optional(text(1_000_000)),
});

/**
 * How ballots leave the box. While `waiting` or more wait, `size` of them chosen at random become one entry; the rest
 * becomes the last one at close. With `timed`, an entry may also hold more than `size`, when a clock says so.
 */
const batches = object({ size: integer(1, 5000), waiting: integer(2, 10_000), timed: truth });

/**
 * Everything that the referendum is, from now on unchangeable. `election` and `trustees` are the exact bytes of the
 * archive; `cardKey` is the DER form; `recordKey` the note key that signs this record; `marks` how many draw marks are
 * written together; `least` how many on the roll and in the box are needed for a count.
 */
export const setup = object({
  type: exactly('setup'),
  uuid,
  election: text(10_000_000),
  trustees: text(50_000_000),
  cardKey: bytesOf(CARD_KEY_LENGTH),
  recordKey: text(500),
  roll: rollCommitment,
  opens: time,
  closes: time,
  objectionHours: integer(0, 10_000),
  batches,
  marks: integer(1, 10_000),
  least: object({ roll: integer(3, 10_000), ballots: integer(3, 10_000) }),
  booth: files,
  approvedBy: twoPeople,
});

/** Voting has begun. */
export const opened = object({ type: exactly('opened'), uuid });

/** The referendum ends here and is repeated, if at all, under a new uuid. After the close only for a proven fault. */
export const abort = object({
  type: exactly('abort'),
  uuid,
  reason: words,
  evidence: optional(text(1_000_000)),
  by: list(name, 2),
});
