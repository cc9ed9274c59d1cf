import { Refused } from '../refusal.ts';
import type { Reader } from '../canonical.ts';

/** The largest count that stock Belenios writes as a JSON number; above it, as a JSON string of digits. */
export const MAX_PLAIN_COUNT = 1073741823;

/** A count as the archive writes it: `JSON.stringify` of it is canonical. */
export type Count = number | string;

/** The one written form of a count (belenios-v1 §5.9). @throws RangeError for negative ones */
export function countOf(n: bigint): Count {
  if (n < 0n) throw new RangeError('a count is not negative');
  return n <= MAX_PLAIN_COUNT ? Number(n) : n.toString();
}

/** The number that a canonical count stands for. */
export function countValue(count: Count): bigint {
  return BigInt(count);
}

/** Reads a count in its one written form: weights, totals and results. Refused: count-not-canonical. */
export const count: Reader<Count> = (value) => {
  const plain =
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PLAIN_COUNT;
  if (plain && !Object.is(value, -0)) return value;
  const long =
    typeof value === 'string' && /^[1-9][0-9]{9,77}$/.test(value) && BigInt(value) > MAX_PLAIN_COUNT;
  if (!long) throw new Refused('count-not-canonical');
  return value;
};
