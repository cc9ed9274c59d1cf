import { award } from './award.ts';
import type { Claim } from './claim.ts';
import type { Share, Working } from './working.ts';

/**
 * A divisor method as a table of quotients: the seats go to the greatest of votes / divisor(0), votes / divisor(1), …
 *
 * @param share.minimum where each unit begins: the same result as rounding votes / x for one common x and then raising to
 *   the minimum (Balinski and Young, "Fair Representation", Appendix A, "minimum requirements").
 * @param divisorAfter the divisor of a unit that has this many; strictly ascending, only the first may be 0.
 * @returns awards, rounds and tie. A unit without votes gets no more than the minimum (Pukelsheim, "Proportional
 *   Representation", 2nd ed. 2017, ch. 4: nothing for nothing).
 */
export function byHighestQuotients(share: Share, divisorAfter: (awards: number) => bigint): Working {
  const { votes, minimum } = share;
  const claim = (unit: number, awards: number): Claim => ({
    unit,
    weight: { numerator: votes[unit] as bigint, denominator: divisorAfter(minimum + awards) },
  });
  const { claims, tie } = award({
    open: share.awards - minimum * votes.length,
    claims: votes.flatMap((count, unit) => (count > 0n ? [claim(unit, 0)] : [])),
    next: claim,
  });
  const awards = votes.map(() => minimum);
  for (const { unit } of claims) awards[unit] = (awards[unit] as number) + 1;
  return { awards, quotas: [], rounds: claims.map((one) => ({ ...one, by: 'quotient' })), tie };
}
