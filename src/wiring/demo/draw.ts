/** Small deterministic draws for the demo. Nothing here is secret, and nothing of it is used outside the demo. */
export interface Draw {
  /** 0 ≤ x < 1 */
  readonly part: () => number;
  readonly between: (from: number, to: number) => number;
  readonly happens: (chance: number) => boolean;
  readonly oneOf: <T>(list: readonly T[]) => T;
  readonly weighted: <T extends { readonly weight: number }>(list: readonly T[]) => () => T;
}

/** mulberry32 */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const part = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (from: number, to: number): number => from + Math.floor(part() * (to - from + 1));
  return {
    part,
    between,
    happens: (chance) => part() < chance,
    oneOf: (list) => list[Math.floor(part() * list.length)] as (typeof list)[number],
    weighted: (list) => weightedFrom(list, part),
  };
}

function weightedFrom<T extends { readonly weight: number }>(
  list: readonly T[],
  part: () => number,
): () => T {
  let total = 0;
  const ends = list.map((one) => (total += one.weight));
  return () => {
    const at = part() * total;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return list[low] as T;
  };
}
