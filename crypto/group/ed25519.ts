import { normalizeZ } from '@noble/curves/abstract/curve.js';
import { ed25519 as curve } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { Refused } from '../refusal.ts';
import { chainPowers, type Comb, createComb, powerByComb } from './chain.ts';
import type { Commitment, Element, Group, Scalar } from './group.ts';
import { parsedScalar, reduced } from './scalar.ts';

/** The only place where noble's points are touched, with `chain.ts` that adds them. */
const { Point } = curve;
type Point = InstanceType<typeof Point>;

const ORDER = Point.Fn.ORDER;
const FIELD_ORDER = Point.Fp.ORDER;
const CANONICAL = /^[0-9a-f]{64}$/;

/** A point known to be in the subgroup. A prepared one gets its comb when it is first needed. */
class PointElement {
  readonly point: Point;
  isPrepared = false;
  comb: Comb | undefined;

  constructor(point: Point) {
    this.point = point;
  }
}

function element(point: Point): Element {
  return new PointElement(point) as unknown as Element;
}

function inner(x: Element): PointElement {
  if (!(x instanceof PointElement)) throw new TypeError('an element of another group or engine');
  return x;
}

/**
 * The prime-order subgroup of edwards25519 (q = 2^252 + 27742317777372353535851937790883648493), computed by @noble/curves.
 *
 * Canonical form of an element: the 32 bytes of RFC 8032 in reverse order, as 64 lower-case hex digits; decoded strictly
 * (y < p, no sign on x = 0), never as ZIP 215. Runs everywhere; on the server `engine/sodium.ts` gives the same faster.
 */
export const ed25519: Group = /* @__PURE__ */ createEd25519();

function createEd25519(): Group {
  const generator = prepare(element(Point.BASE));
  return {
    name: 'Ed25519',
    order: ORDER,
    generator,
    neutral: element(Point.ZERO),
    scalar: (x) => reduced(x, ORDER),
    parseScalar: (text) => parsedScalar(text, ORDER),
    parse,
    format: (x) => formatted([inner(x).point])[0]!,
    formatAll: (xs) => formatted(xs.map((x) => inner(x).point)),
    isEqual: (x, y) => inner(x).point.equals(inner(y).point),
    isNeutral: (x) => inner(x).point.is0(),
    product: (...xs) => element(xs.reduce((sum, x) => sum.add(inner(x).point), Point.ZERO)),
    quotient: (x, y) => element(inner(x).point.subtract(inner(y).point)),
    power: (x, s) => element(power(inner(x), s)),
    powerSecret,
    prepare,
    commit: (commitments) => commit(inner(generator), commitments),
  };
}

function parse(text: string): Element {
  if (!CANONICAL.test(text)) throw new Refused('element-not-canonical', text.slice(0, 100));
  let point: Point;
  try {
    point = Point.fromBytes(hexToBytes(text).reverse(), false);
  } catch {
    throw new Refused(isCanonical(text) ? 'element-not-on-curve' : 'element-not-canonical', text);
  }
  if (!point.isTorsionFree()) throw new Refused('element-outside-subgroup', text);
  return element(point);
}

/** Of a text that noble refused: whether it is the one form of its y, and only lacks an x. Where y = ±1, x is 0. */
function isCanonical(text: string): boolean {
  const y = BigInt(`0x${text}`) & ((1n << 255n) - 1n);
  return y < FIELD_ORDER - 1n && y !== 1n;
}

function formatted(points: Point[]): string[] {
  return normalizeZ(Point, points).map((point) => bytesToHex(point.toBytes().reverse()));
}

/** Remembers to build tables: noble's for secret exponents, a comb for public ones. */
function prepare(x: Element): Element {
  const one = inner(x);
  if (!one.isPrepared && !one.point.is0()) one.point.precompute(6);
  one.isPrepared = true;
  return x;
}

/** noble's multiplication with the same operations for every exponent. It takes no 0, which costs as much as any other here. */
function powerSecret(x: Element, s: Scalar): Element {
  const { point } = inner(x);
  if (point.is0()) return x;
  const power = point.multiply(s === 0n ? 1n : s);
  return element(s === 0n ? Point.ZERO : power);
}

function power(x: PointElement, s: Scalar): Point {
  return x.isPrepared
    ? powerByComb(Point, (x.comb ??= createComb(Point, x.point)), s)
    : x.point.multiplyUnsafe(s);
}

/** Prepared elements go through their combs; all powers of one other element share one chain of doublings. */
function commit(generator: PointElement, commitments: readonly Commitment[]): string[] {
  const sums = commitments.map(() => Point.ZERO);
  const chains = new Map<PointElement, { into: number; exponent: Scalar }[]>();
  const include = (into: number, x: PointElement, exponent: Scalar) => {
    if (x.isPrepared) sums[into] = sums[into]!.add(power(x, exponent));
    else chains.set(x, [...(chains.get(x) ?? []), { into, exponent }]);
  };
  commitments.forEach(({ fixed, response, base, challenge, claimed = 0 }, i) => {
    include(i, inner(fixed), response);
    include(i, inner(base), challenge);
    if (claimed !== 0) include(i, generator, reduced(-BigInt(claimed) * challenge, ORDER));
  });
  for (const [x, uses] of chains) {
    const powers = chainPowers(Point, x.point, uses.map(({ exponent }) => exponent)); // prettier-ignore
    uses.forEach(({ into }, i) => (sums[into] = sums[into]!.add(powers[i]!)));
  }
  return formatted(sums);
}
