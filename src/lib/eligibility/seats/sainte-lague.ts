import { byHighestQuotients } from './highest-quotients.ts';
import type { Share, Working } from './working.ts';

/**
 * Sainte-Laguë (Webster, divisor method with standard rounding): votes divided by 1, 3, 5, … Neither large nor small units are
 * favoured. The same as dividing by 0.5, 1.5, 2.5, … and as rounding votes / x at one half.
 *
 * Source: § 6 (2) BWahlG, since June 2023 § 5 (2) and (3): fractions below 0.5 are rounded down, above 0.5 up, and where several
 * results are possible a lot decides. Balinski and Young, "Fair Representation". Exact integers. *Not* checked: as for d'Hondt.
 */
export function bySainteLague(share: Share): Working {
  return byHighestQuotients(share, (awards) => 2n * BigInt(awards) + 1n);
}
