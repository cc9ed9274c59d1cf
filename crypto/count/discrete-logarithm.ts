import type { Element, Group } from '../group/group.ts';
import { Refused } from '../refusal.ts';

/** The highest bound for which the search is worth its time: 2^40 (some seconds of search per count). */
export const MAX_LOGARITHM = 2n ** 40n;
/** Table entries; more would cost memory that a browser does not have. */
const MOST_STEPS = 2 ** 18;
/** Elements written at once, which is cheaper than one by one. */
const AT_ONCE = 256;

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
  const baby = {
    from: group.neutral,
    next: (x: Element) => group.product(x, group.generator),
    length: steps,
  };
  const table = new Map<string, bigint>();
  for (const text of walk(group, baby)) table.set(text, BigInt(table.size));
  const stride = group.power(group.generator, group.scalar(BigInt(steps)));
  const giant = { next: (x: Element) => group.quotient(x, stride), length: Number(bound) / steps + 1 };
  return (x) => {
    let passed = 0n;
    for (const text of walk(group, { from: x, ...giant })) {
      const n = passed + (table.get(text) ?? bound + 1n);
      if (n <= bound) return n;
      passed += BigInt(steps);
    }
    throw new Refused('logarithm-not-found', `no number up to ${bound}`);
  };
}

/** The canonical forms of an element, the next one, and so on. */
function* walk(
  group: Group,
  { from, next, length }: { from: Element; next: (x: Element) => Element; length: number },
): Generator<string, void> {
  let x = from;
  for (let done = 0; done < length; done += AT_ONCE) {
    const some: Element[] = [];
    for (let i = done; i < length && i < done + AT_ONCE; i++) {
      some.push(x);
      x = next(x);
    }
    yield* group.formatAll(some);
  }
}
