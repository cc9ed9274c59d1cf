import { type CurvePointCons, normalizeZ } from '@noble/curves/abstract/curve.js';
import type { EdwardsPoint } from '@noble/curves/abstract/edwards.js';
import { signedBytes, SPARSE_PLACES, sparseDigits } from './digits.ts';

/** Powers with public exponents, faster than noble's own where a base is raised often. */

type Points = CurvePointCons<EdwardsPoint>;

/** For each of 32 bytes of an exponent: the point times 256^byte, times 1 … 128. */
export type Comb = readonly EdwardsPoint[];

const MULTIPLES = 128;

/** The table that makes a power of `point` cost at most 32 additions. */
export function createComb(points: Points, point: EdwardsPoint): Comb {
  const comb: EdwardsPoint[] = [];
  let first = point;
  for (let byte = 0; byte < 32; byte++) {
    let multiple = first;
    for (let i = 0; i < MULTIPLES; i++, multiple = multiple.add(first)) comb.push(multiple);
    first = comb.at(-1)!.double();
  }
  return normalizeZ(points, comb);
}

export function powerByComb(points: Points, comb: Comb, exponent: bigint): EdwardsPoint {
  let sum = points.ZERO;
  signedBytes(exponent).forEach((digit, byte) => {
    if (digit === 0) return;
    const multiple = comb[byte * MULTIPLES + Math.abs(digit) - 1]!;
    sum = digit > 0 ? sum.add(multiple) : sum.subtract(multiple);
  });
  return sum;
}

/**
 * Several powers of one point over one chain of doublings (Yao): at each double of the point, every exponent with a digit
 * there adds it to the heap of that digit; at the end each heap counts as often as its digit says.
 */
export function chainPowers(
  points: Points,
  point: EdwardsPoint,
  exponents: readonly bigint[],
): EdwardsPoint[] {
  const digits = exponents.map(sparseDigits);
  const heaps = exponents.map(() => Array.from({ length: 8 }, () => points.ZERO));
  let doubled = point;
  for (let i = 0; i < SPARSE_PLACES; i++, doubled = doubled.double()) {
    digits.forEach((one, e) => {
      const digit = one[i]!;
      const heap = (Math.abs(digit) - 1) / 2;
      if (digit > 0) heaps[e]![heap] = heaps[e]![heap]!.add(doubled);
      if (digit < 0) heaps[e]![heap] = heaps[e]![heap]!.subtract(doubled);
    });
  }
  return heaps.map((heap) => weighted(points, heap));
}

/** 1·heap[0] + 3·heap[1] + 5·heap[2] + …, by sums of sums. */
function weighted(points: Points, heap: readonly EdwardsPoint[]): EdwardsPoint {
  let above = points.ZERO;
  let pairs = points.ZERO;
  for (let i = heap.length - 1; i > 0; i--) {
    above = above.add(heap[i]!);
    pairs = pairs.add(above);
  }
  return above.add(heap[0]!).add(pairs.double());
}
