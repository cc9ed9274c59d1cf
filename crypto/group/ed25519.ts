import { mulAddUnsafe } from '@noble/curves/abstract/curve.js';
import { ed25519 as curve } from '@noble/curves/ed25519.js';
import type { Commitment, Element, Group, Scalar } from './group.ts';
import { Refused } from '../refusal.ts';
import { parsedScalar, reduced } from './scalar.ts';

const { Point } = curve;
type Point = InstanceType<typeof Point>;

class PointElement {
  readonly point: Point;
  text = '';

  constructor(point: Point) {
    this.point = point;
  }
}

function wrapped(point: Point): Element {
  return new PointElement(point) as unknown as Element;
}

function inside(x: Element): PointElement {
  if (!(x instanceof PointElement)) throw new TypeError('element of another group or engine');
  return x;
}

function pointOf(x: Element): Point {
  return inside(x).point;
}
export const ed25519: Group = {
  name: 'Ed25519',
  order: Point.Fn.ORDER,
  generator: wrapped(Point.BASE),
  neutral: wrapped(Point.ZERO),
  scalar: (x) => reduced(x, Point.Fn.ORDER),
  parseScalar: (text) => parsedScalar(text, Point.Fn.ORDER),
  parse: (text) => {
    if (!/^[0-9a-f]{64}$/.test(text)) throw new Refused('element-not-canonical', text.slice(0, 100));
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => parseInt(text.slice(62 - 2 * i, 64 - 2 * i), 16));
    let point: Point;
    try {
      point = Point.fromBytes(bytes, false);
    } catch {
      throw new Refused('element-not-on-curve', text);
    }
    if (!point.isTorsionFree()) throw new Refused('element-outside-subgroup', text);
    return wrapped(point);
  },
  format: (x) =>
    [...pointOf(x).toBytes()]
      .reverse()
      .map((b) => b.toString(16).padStart(2, '0'))
      .join(''),
  formatAll: (xs) => xs.map((x) => ed25519.format(x)),
  isEqual: (x, y) => pointOf(x).equals(pointOf(y)),
  isNeutral: (x) => pointOf(x).is0(),
  product: (...xs) => wrapped(xs.reduce((sum, x) => sum.add(pointOf(x)), Point.ZERO)),
  quotient: (x, y) => wrapped(pointOf(x).subtract(pointOf(y))),
  power: (x, s) => wrapped(pointOf(x).multiplyUnsafe(s)),
  powerSecret: (x, s) => wrapped(s === 0n ? Point.ZERO : pointOf(x).multiply(s)),
  prepare: (x) => (pointOf(x).precompute(8), x),
  commit: (commitments) => commitments.map((c) => ed25519.format(commitment(c))),
};

function commitment({ fixed, response, base, challenge, claimed = 0 }: Commitment): Element {
  const moved = pointOf(base).subtract(Point.BASE.multiplyUnsafe(BigInt(claimed)));
  return wrapped(
    pointOf(fixed)
      .multiplyUnsafe(response)
      .add(mulAddUnsafe(Point, [moved], [challenge])),
  );
}
