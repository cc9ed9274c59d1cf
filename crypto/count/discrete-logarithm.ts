import type { Element, Group } from '../group/group.ts';
import { Refused } from '../refusal.ts';

/** The highest bound for which the search is worth its time: 2^40 (some seconds of search per count). */
export const MAX_LOGARITHM = 2n ** 40n;
/** Table entries; more would cost memory that a browser does not have. */
const MOST_STEPS = 2 ** 18;
const AT_ONCE = 1024;

/**
 * Finds n with g^n = x for 0 ≤ n ≤ bound (baby steps, giant steps). The table is made once for all counts of a tally.
 *
 * It ends whatever is asked: beyond the bound nothing is searched, so that a ciphertext of an absurd number cannot make the
 * count hang.
 *
 * @param bound the total weight of the ballots: no count can be higher
 * @throws Refused unsupported-total-weight above MAX_LOGARITHM; and the search: logarithm-not-found
 */
export function discreteLogarithm(group: Group, bound: bigint): (x: Element) => bigint {
  if (bound > MAX_LOGARITHM) throw new Refused('unsupported-total-weight', bound.toString());
  const steps = Math.min(Math.ceil(Math.sqrt(Number(bound) + 1)), MOST_STEPS);
  const table = babySteps(group, steps);
  const giant = group.power(group.generator, group.scalar(BigInt(steps)));
  return (x) => {
    let rest = x;
    for (let passed = 0n; passed <= bound; passed += BigInt(steps)) {
      const found = table.get(group.format(rest));
      const n = passed + BigInt(found ?? 0);
      if (found !== undefined && n <= bound) return n;
      rest = group.quotient(rest, giant);
    }
    throw new Refused('logarithm-not-found', `no number up to ${bound}`);
  };
}

/** g^0 … g^(steps−1) by their canonical form. */
function babySteps(group: Group, steps: number): Map<string, number> {
  const table = new Map<string, number>();
  let next = group.neutral;
  while (table.size < steps) {
    const some: Element[] = [];
    for (let i = Math.min(AT_ONCE, steps - table.size); i > 0; i--) {
      some.push(next);
      next = group.product(next, group.generator);
    }
    for (const text of group.formatAll(some)) table.set(text, table.size);
  }
  return table;
}
