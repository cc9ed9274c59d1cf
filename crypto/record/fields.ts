import { parseBase64Of } from '../base64.ts';
import { integer, list, object, type Reader, text, tuple } from '../canonical.ts';
import { Refused } from '../refusal.ts';

const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,60}$/;
const HASH = /^[0-9a-f]{64}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const PATH = /^[\w@.-]+(?:\/[\w@.-]+)*$/;
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** The uuid of a referendum, as Belenios writes it. Refused: uuid-malformed. */
export const uuid: Reader<string> = matching(UUID, 'uuid-malformed');

/** SHA-256 as 64 lower-case hex digits. Refused: hash-malformed. */
export const hash: Reader<string> = matching(HASH, 'hash-malformed');

/** A moment in UTC to the second, `2026-11-23T18:00:00Z`. Refused: time-malformed (also for days that do not exist). */
export const time: Reader<string> = (value) => {
  const moment = matching(TIME, 'time-malformed')(value);
  const date = new Date(moment);
  const isReal = !Number.isNaN(date.getTime()) && date.toISOString() === moment.replace('Z', '.000Z');
  if (!isReal) throw new Refused('time-malformed', moment);
  return moment;
};

/** A name for people to read: one line, not empty. Refused: name-malformed. */
export const name: Reader<string> = (value) => {
  const words = text(200)(value);
  if (words.trim() !== words || words === '' || UNSAFE.test(words)) throw new Refused('name-malformed');
  return words;
};

/** Words that explain something to people; may have several lines, not empty. Refused: words-missing. */
export const words: Reader<string> = (value) => {
  const said = text(10_000)(value);
  if (said.trim() === '') throw new Refused('words-missing');
  return said;
};

/** Exactly this many bytes in base64 without padding, kept as text. Refused: base64-not-canonical, length-wrong. */
export function bytesOf(length: number): Reader<string> {
  return (value) => {
    const encoded = text(length * 2 + 2)(value);
    parseBase64Of(length, encoded);
    return encoded;
  };
}

/** The SHA-256 of a ballot in base64 (43 characters). */
export const tracker: Reader<string> = bytesOf(32);

/** Number of a trustee, from 1 through all of them. */
export const owner: Reader<number> = integer(1, 1000);

/** Two different people who did a grave act together. Refused: same-person-twice. */
export const twoPeople: Reader<readonly [string, string]> = (value) => {
  const [one, other] = tuple<[string, string]>(name, name)(value);
  if (one === other) throw new Refused('same-person-twice', one);
  return [one, other];
};

/** Numbers that rise, each at least 1. Refused: numbers-not-rising. */
export function risingNumbers(most: number): Reader<number[]> {
  const read = list(integer(1), most);
  return (value) => {
    const numbers = read(value);
    if (numbers.some((n, i) => i > 0 && n <= (numbers[i - 1] as number)))
      throw new Refused('numbers-not-rising');
    return numbers;
  };
}

/** A file by its path and hash. */
export interface FileHash {
  readonly path: string;
  readonly sha256: string;
}

/** Files in rising order of their paths, each once. Refused: path-malformed, paths-not-rising. */
export const files: Reader<FileHash[]> = (value) => {
  const all = list(object({ path: matching(PATH, 'path-malformed'), sha256: hash }), 10_000)(value);
  if (all.some(({ path }, i) => i > 0 && path <= (all[i - 1] as FileHash).path))
    throw new Refused('paths-not-rising');
  return all;
};

function matching(pattern: RegExp, code: string): Reader<string> {
  return (value) => {
    const found = text(500)(value);
    if (!pattern.test(found)) throw new Refused(code, found.slice(0, 100));
    return found;
  };
}
