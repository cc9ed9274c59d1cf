import { award } from './award.ts';
import type { Quota, Share, Working } from './working.ts';

/**
 * Hare-Niemeyer (Hamilton, greatest remainders): each unit gets the whole part of votes × seats / all votes; what is left goes to
 * the greatest remainders. No unit ends below its exact share rounded down or above it rounded up (quota rule), but
 * more seats or more votes may cost a unit a seat (Alabama and population paradox).
 *
 * @param share.minimum units whose exact share is below it get it and leave; the others share the rest, and so on until nobody is
 *   below, in the manner of art. 17 (a) of the Swiss Federal Act on Political Rights.
 *
 * Source: Balinski and Young, "Fair Representation"; § 6 (2) BWahlG in the edition of 1985. Exact integers. *Not* checked: as
 * for d'Hondt.
 */
export function byHareNiemeyer(share: Share): Working {
  const quotas = quotasOf(share);
  const within = quotas.filter(({ setAside }) => !setAside);
  const awards = quotas.map(({ whole }) => whole);
  const { claims, tie } = award({
    open: share.awards - awards.reduce((sum, whole) => sum + whole, 0),
    claims: within.map(({ unit, quota }) => ({
      unit,
      weight: { ...quota, numerator: quota.numerator % quota.denominator },
    })),
    next: () => null,
  });
  for (const { unit } of claims) awards[unit] = (awards[unit] as number) + 1;
  return { awards, quotas, rounds: claims.map((claim) => ({ ...claim, by: 'remainder' })), tie };
}

function quotasOf({ votes, awards, minimum }: Share): Quota[] {
  const aside = new Map<number, Quota>();
  for (;;) {
    const seats = BigInt(awards - minimum * aside.size);
    const all = votes.reduce((sum, count, unit) => (aside.has(unit) ? sum : sum + count), 0n);
    const quotas = votes.map((count, unit): Quota => {
      const quota = { numerator: count * seats, denominator: all };
      return aside.get(unit) ?? { unit, quota, whole: Number(quota.numerator / all), setAside: false };
    });
    const below = quotas.filter(({ setAside, whole }) => !setAside && whole < minimum);
    if (below.length === 0) return quotas;
    for (const one of below) aside.set(one.unit, { ...one, whole: minimum, setAside: true });
  }
}
