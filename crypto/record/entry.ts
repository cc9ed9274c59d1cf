import { parseCanonical, type Reader, textFromUtf8 } from '../canonical.ts';
import { Refused } from '../refusal.ts';
import * as counting from './counting.ts';
import * as preparation from './preparation.ts';
import * as voting from './voting.ts';

export type SetupEntry = ReturnType<typeof preparation.setup>;
export type BallotsEntry = ReturnType<typeof voting.ballots>;
export type RecordedBallot = ReturnType<typeof voting.recordedBallot>;
export type CloseEntry = ReturnType<typeof voting.close>;
export type RollCommitment = ReturnType<typeof preparation.rollCommitment>;

/** How each kind of entry is read, by its `type`. */
const READERS = {
  inspection: preparation.inspection,
  roll: preparation.roll,
  ceremony: preparation.ceremony,
  'ceremony-failed': preparation.ceremonyFailed,
  setup: preparation.setup,
  opened: preparation.opened,
  ballots: voting.ballots,
  close: voting.close,
  objection: voting.objection,
  counting: counting.counting,
  'encrypted-tally': counting.encryptedTally,
  agreement: counting.agreement,
  'partial-decryption': counting.partialDecryption,
  result: counting.result,
  confirmation: counting.confirmation,
  'not-countable': counting.notCountable,
  'too-few-ballots': counting.tooFewBallots,
  'keys-destroyed': counting.keysDestroyed,
  archived: counting.archived,
  abort: preparation.abort,
};

export type RecordType = keyof typeof READERS;

/** Everything that can stand on the record of a referendum. */
export type RecordEntry = { [T in RecordType]: ReturnType<(typeof READERS)[T]> }[RecordType];

/** An entry of one kind. */
export type EntryOf<T extends RecordType> = ReturnType<(typeof READERS)[T]>;

/** Characters of one entry; a full batch of long ballots stays below. */
export const LONGEST_ENTRY = 100_000_000;

const LIMITS = { size: LONGEST_ENTRY, depth: 6 };

const readEntry: Reader<RecordEntry> = (value) => {
  const type =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value['type'] : undefined;
  if (typeof type !== 'string' || !Object.hasOwn(READERS, type)) throw new Refused('entry-type-unknown');
  return READERS[type as RecordType](value);
};

/**
 * An entry from its line (without newline). Canonical or refused: known keys only, in the order of the shapes, in the one
 * form that `JSON.stringify` gives.
 * Refused: entry-type-unknown, entry-not-canonical, json-…, and what the fields refuse (uuid-malformed, hash-malformed,
 * time-malformed, name-malformed, words-missing, path-malformed, paths-not-rising, numbers-not-rising,
 * same-person-twice, base64-not-canonical, length-wrong).
 * Not checked: whether it is true, whether it may stand here (`RecordGrammar`), what the objects in it say.
 */
export function parseEntry(line: string | Uint8Array): RecordEntry {
  const text = typeof line === 'string' ? line : textFromUtf8(line);
  return parseCanonical({ what: 'entry', limits: LIMITS }, text, readEntry);
}

/**
 * The one line of an entry: what is appended to the log, in UTF-8, and what its leaf hash covers. The order of keys in the
 * value given does not matter. Refused: as `parseEntry`, so that nothing unreadable is ever appended.
 */
export function formatEntry(entry: RecordEntry): string {
  const line = JSON.stringify(readEntry(JSON.parse(JSON.stringify(entry))));
  parseEntry(line);
  return line;
}
