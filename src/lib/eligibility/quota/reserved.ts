import { atLeast, readFraction } from '#lib/statutes/fraction.ts';
import type { Group, QuotaRule } from './quota-rule.ts';

export interface Reserved {
  readonly group: Group;
  readonly article: string;
  /** Places that only this group may hold, wherever they are. */
  readonly places: number;
}

/**
 * How many places each group's share reserves: rounded up, since the statutes say "at least". Where that would reserve more
 * places than there are (two groups of 2/5 each on three places), every share is rounded down instead.
 */
export function reservedPlaces({ shares }: QuotaRule, all: number): readonly Reserved[] {
  const up = shares.map(({ group, article, least }) => ({
    group,
    article,
    places: Number(atLeast(readFraction(least), BigInt(all))),
  }));
  if (up.reduce((sum, { places }) => sum + places, 0) <= all) return up;
  return shares.map(({ group, article, least }) => {
    const { numerator, denominator } = readFraction(least);
    return { group, article, places: Number((numerator * BigInt(all)) / denominator) };
  });
}
