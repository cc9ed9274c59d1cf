import { byHighestQuotients } from './highest-quotients.ts';
import type { Share, Working } from './working.ts';

/**
 * Adams (divisor method with rounding up): votes divided by 0, 1, 2, … Favours the small: every unit with votes gets a seat as
 * long as there are enough; with fewer seats than units, the largest get one each. No unit ends above its exact share
 * rounded up.
 *
 * Source: J. Q. Adams, 1832, in Balinski and Young, "Fair Representation". Exact integers. *Not* checked: as for d'Hondt.
 */
export function byAdams(share: Share): Working {
  return byHighestQuotients(share, (awards) => BigInt(awards));
}
