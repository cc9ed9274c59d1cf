import { z } from 'zod';

/** A share as statutes write it: an exact fraction between 0 and 1, never a rounded percentage. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const FRACTION = /^(0|[1-9]\d{0,8})\/([1-9]\d{0,8})$/;

/** `"1/4"`, as stored with an article. */
export const share = z
  .string()
  .regex(FRACTION, { error: 'share-malformed', abort: true })
  .refine((text) => {
    const { numerator, denominator } = readFraction(text);
    return numerator <= denominator;
  }, 'share-above-one');

/** Throws on anything but `n/d` in plain digits; a share above one is refused by the `share` schema. */
export function readFraction(text: string): Fraction {
  const match = FRACTION.exec(text);
  if (!match) throw new RangeError('A share is written as numerator/denominator.');
  return { numerator: BigInt(match[1] as string), denominator: BigInt(match[2] as string) };
}

/** The smallest whole number that is at least `fraction` of `total`: 20 % of 463,723 is 92,745. */
export function atLeast(fraction: Fraction, total: bigint): bigint {
  return (fraction.numerator * total + fraction.denominator - 1n) / fraction.denominator;
}

/** The smallest whole number that is more than `fraction` of `total`. */
export function moreThan(fraction: Fraction, total: bigint): bigint {
  return (fraction.numerator * total) / fraction.denominator + 1n;
}
