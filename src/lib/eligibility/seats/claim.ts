import type { Fraction } from '#lib/statutes/fraction.ts';

/** What a unit can bring forward for its next seat: an exact fraction, the greatest of which comes next. */
export interface Claim {
  readonly unit: number;
  /** Votes over divisor or remainder over all votes. A denominator of 0 stands before every number. */
  readonly weight: Fraction;
}

/**
 * Greater than 0 where `a` comes first, 0 where only a lot can tell them apart. Exact, by cross multiplication.
 *
 * Two claims with denominator 0 (Adams: the first seat) are compared by their votes, as if the denominator were the
 * same number close to 0. Source: Balinski and Young, "Fair Representation" (2nd ed. 2001), Appendix A: with fewer
 * seats than units, a method whose first divisor is 0 gives the seats to the largest.
 */
export function compareClaims(a: Claim, b: Claim): number {
  const [left, right] = [a.weight, b.weight];
  if (left.denominator === 0n || right.denominator === 0n) return compareFirst(left, right);
  return signOf(left.numerator * right.denominator - right.numerator * left.denominator);
}

function compareFirst(left: Fraction, right: Fraction): number {
  if (left.denominator !== 0n) return -1;
  return right.denominator !== 0n ? 1 : signOf(left.numerator - right.numerator);
}

function signOf(difference: bigint): number {
  if (difference === 0n) return 0;
  return difference > 0n ? 1 : -1;
}
