import type { Fraction } from '#lib/statutes/fraction.ts';
import type { Tie } from './award.ts';

/** What is left to be shared out in proportion: after base mandates, in awards of one seat or of a pair. */
export interface Share {
  readonly votes: readonly bigint[];
  readonly awards: number;
  /** Awards that each unit has at least. */
  readonly minimum: number;
}

/** One award: to whom, and by what. */
export interface Round {
  readonly unit: number;
  /** By the greatest quotient of votes and divisor, or by the greatest remainder, which is below 1. */
  readonly by: 'quotient' | 'remainder';
  /** Exact and not shortened: votes over divisor, or the remainder over all votes. Denominator 0: a first seat (Adams). */
  readonly weight: Fraction;
}

/** The exact quota of one unit: votes × seats / all votes. */
export interface Quota {
  readonly unit: number;
  readonly quota: Fraction;
  /** What it has by this, before remainders. */
  readonly whole: number;
  /** Its quota was below the minimum: it got the minimum and left the calculation. */
  readonly setAside: boolean;
}

export interface Working {
  /** Awards that each unit has for certain; those a lot decides are in `tie`. */
  readonly awards: readonly number[];
  /** Only Hare-Niemeyer, by unit. */
  readonly quotas: readonly Quota[];
  readonly rounds: readonly Round[];
  readonly tie: Tie | null;
}
