import { exactly, integer, list, object, text, truth } from '../canonical.ts';
import { readProof } from '../proof.ts';
import { files, owner, risingNumbers, time, twoPeople, uuid, words } from './fields.ts';

const OWNERS = 1000;

/** The committee gave the record to the trustees for counting. */
export const counting = object({ type: exactly('counting'), uuid, by: twoPeople });

/** A trustee saw the record up to the close and signed its checkpoint: see `agreementMessage`. */
export const agreement = object({ type: exactly('agreement'), uuid, owner, signature: readProof });

/** The product of all ballots, as it stands in the archive. */
export const encryptedTally = object({
  type: exactly('encrypted-tally'),
  uuid,
  tally: text(10_000_000),
  ballots: integer(),
});

/** What one trustee computed from the tally. An invalid one stays here, is named with the result, and is not used. */
export const partialDecryption = object({
  type: exactly('partial-decryption'),
  uuid,
  owner,
  decryption: text(10_000_000),
});

/** The result as it stands in the archive, from whose decryptions it was computed, and whose were invalid. */
export const result = object({
  type: exactly('result'),
  uuid,
  result: text(1_000_000),
  owners: risingNumbers(OWNERS),
  ignored: risingNumbers(OWNERS),
});

/** The committee confirmed the result, or refused to, with its reasons. */
export const confirmation = object({
  type: exactly('confirmation'),
  uuid,
  isConfirmed: truth,
  reason: words,
  by: twoPeople,
});

/** No result: fewer valid decryptions than needed came until the deadline. */
export const notCountable = object({
  type: exactly('not-countable'),
  uuid,
  deadline: time,
  missing: risingNumbers(OWNERS),
  ignored: risingNumbers(OWNERS),
});

/** No result: so few ballots that a total would tell votes. */
export const tooFewBallots = object({
  type: exactly('too-few-ballots'),
  uuid,
  ballots: integer(),
  least: integer(3),
});

/** Trustees who declared that they destroyed their keys. */
export const keysDestroyed = object({
  type: exactly('keys-destroyed'),
  uuid,
  owners: list(owner, OWNERS, 1),
});

/** What was kept for good, by hash. */
export const archived = object({ type: exactly('archived'), uuid, files });
