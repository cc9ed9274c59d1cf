import { byHighestQuotients } from './highest-quotients.ts';
import type { Share, Working } from './working.ts';

/**
 * D'Hondt (Jefferson, divisor method with rounding down): votes divided by 1, 2, 3, … Favours the large.
 * No unit ends below the whole part of its exact share; one may end above it by more than one.
 *
 * Source: V. D'Hondt, "Système pratique et raisonné de représentation proportionnelle" (1882); Balinski and Young, "Fair
 * Representation". Exact integers. *Not* checked: whether the statute asks for this method, and whether the votes are true.
 */
export function byDhondt(share: Share): Working {
  return byHighestQuotients(share, (awards) => BigInt(awards) + 1n);
}
