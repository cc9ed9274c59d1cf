/** How seats are shared out in proportion, by the names that statutes use. */
export const METHODS = ['hare-niemeyer', 'dhondt', 'sainte-lague', 'adams', 'adams-in-pairs'] as const;
export type Method = (typeof METHODS)[number];

/** How many seats one award gives: a pair cannot be split. */
export function seatsPerAward(method: Method): 1 | 2 {
  return method === 'adams-in-pairs' ? 2 : 1;
}
