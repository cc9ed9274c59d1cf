import { byAdams } from './adams.ts';
import type { Share, Working } from './working.ts';

/**
 * Adams in steps of two: each award is a pair of seats, so that every unit can send as many women as others. What is counted here
 * are pairs; an odd number of seats is refused before (`delegate-key.ts`), since a pair cannot be split.
 *
 * Source: § 10 of the model statute ("nach dem Verfahren Adams in Zweierschritten"), as statutes of parties with a quota of half
 * have it. *Not* checked: as for d'Hondt.
 */
export function byAdamsInPairs(pairs: Share): Working {
  return byAdams(pairs);
}
