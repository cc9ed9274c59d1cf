import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalOf, sodiumEd25519 } from '../testing/election.ts';
import { belenios2048 } from './belenios-2048.ts';
import { ed25519 } from './ed25519.ts';
import type { Commitment, Element, Group, Scalar } from './group.ts';

const engines = [
  { engine: 'noble', group: ed25519 },
  { engine: 'sodium', group: sodiumEd25519 },
  { engine: 'integers', group: belenios2048 },
];

const runs = { numRuns: 12 };
const scalars = (group: Group) =>
  fc.oneof(
    fc.constantFrom(0n, 1n, 2n, group.order - 1n, group.order - 2n, 1n << 252n),
    fc.bigInt({ min: 0n, max: group.order - 1n }),
  ) as fc.Arbitrary<Scalar>;
const power = (group: Group, s: bigint) => group.power(group.generator, group.scalar(s));

describe.each(engines)('$group.name ($engine)', ({ group }) => {
  const text = (x: Element) => group.format(x);

  it('has the written form of each element read back as the same element', () => {
    fc.assert(
      fc.property(scalars(group), (s) => {
        const x = power(group, s);
        const again = group.parse(text(x));
        expect(group.isEqual(x, again)).toBe(true);
        expect(text(again)).toBe(text(x));
        expect(group.isNeutral(again)).toBe(s === 0n);
      }),
      runs,
    );
  });

  it('multiplies by adding exponents, divides by subtracting them', () => {
    fc.assert(
      fc.property(scalars(group), scalars(group), (a, b) => {
        const [x, y] = [power(group, a), power(group, b)];
        expect(text(group.product(x, y))).toBe(text(power(group, a + b)));
        expect(text(group.product(x, y))).toBe(text(group.product(y, x)));
        expect(text(group.quotient(x, y))).toBe(text(power(group, a - b)));
        expect(group.isEqual(x, y)).toBe(a === b);
      }),
      runs,
    );
    expect(text(group.product())).toBe(text(group.neutral));
    expect(text(group.product(group.generator))).toBe(text(group.generator));
  });

  it('raises to a power by multiplying exponents, prepared or not, in public or in secret', () => {
    fc.assert(
      fc.property(scalars(group), scalars(group), (a, b) => {
        const expected = text(power(group, a * b));
        expect(text(group.power(power(group, a), b))).toBe(expected);
        expect(text(group.powerSecret(power(group, a), b))).toBe(expected);
        const prepared = group.prepare(group.prepare(power(group, a)));
        expect(text(group.power(prepared, b))).toBe(expected);
        expect(text(group.powerSecret(prepared, b))).toBe(expected);
      }),
      runs,
    );
  });

  it('has a generator of the order it says', () => {
    const last = group.power(group.generator, group.scalar(-1n));
    expect(group.isNeutral(group.generator)).toBe(false);
    expect(group.isNeutral(group.product(last, group.generator))).toBe(true);
  });

  it('takes the neutral element as base, and 0 and 1 as exponents', () => {
    const [zero, one, s] = [0n, 1n, 123_456n].map(group.scalar.bind(group)) as [Scalar, Scalar, Scalar];
    const x = power(group, 5n);
    for (const raise of [group.power.bind(group), group.powerSecret.bind(group)]) {
      for (const base of [group.generator, x, group.neutral]) {
        expect(group.isNeutral(raise(base, zero))).toBe(true);
        expect(text(raise(base, one))).toBe(text(base));
      }
      expect(group.isNeutral(raise(group.neutral, s))).toBe(true);
      expect(group.isNeutral(raise(group.prepare(group.parse(text(group.neutral))), s))).toBe(true);
    }
    expect(text(group.product(group.neutral, x))).toBe(text(x));
    expect(text(group.product(x, group.neutral))).toBe(text(x));
    expect(text(group.quotient(x, group.neutral))).toBe(text(x));
    expect(group.isNeutral(group.quotient(x, x))).toBe(true);
  });

  it('commits as its definition says, whatever the commitments share', () => {
    const prepared = group.prepare(power(group, 7n));
    const bases = [group.generator, group.neutral, prepared, power(group, 5n), power(group, 6n)];
    const base = fc.constantFrom(...bases);
    const claimed = fc.constantFrom(undefined, 0, 1, 2, 17);
    const commitment = fc.record({
      fixed: base,
      response: scalars(group),
      base,
      challenge: scalars(group),
      claimed,
    });
    fc.assert(
      fc.property(fc.array(commitment, { maxLength: 6 }), (commitments) => {
        const given = commitments as Commitment[];
        expect(group.commit(given)).toEqual(given.map((one) => text(defined(group, one))));
      }),
      runs,
    );
  });

  it('formats many elements as it formats each', () => {
    const xs = [0n, 1n, 12_345n, -1n].map((s) => power(group, s));
    expect(group.formatAll(xs)).toEqual(xs.map(text));
    expect(group.formatAll([])).toEqual([]);
  });

  it('reduces any integer to a scalar', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 520n), max: 1n << 520n }), (x) => {
        const s = group.scalar(x);
        expect(s >= 0n && s < group.order && (x - s) % group.order === 0n).toBe(true);
        expect(group.parseScalar(s.toString())).toBe(s);
      }),
    );
  });

  it.each([
    '',
    '00',
    '01',
    '+1',
    '-1',
    ' 1',
    '1 ',
    '1\n',
    '0x1',
    '1_0',
    '1e1',
    '1.0',
    'a',
    '１',
    '9'.repeat(79),
  ])('[R-23] refuses %j as scalar: not canonical', (written) => {
    expect(refusalOf(() => group.parseScalar(written))).toBe('scalar-not-canonical');
  });

  it('[R-23] refuses scalars from q upward', () => {
    expect(group.parseScalar(`${group.order - 1n}`)).toBe(group.order - 1n);
    expect(refusalOf(() => group.parseScalar(`${group.order}`))).toBe('scalar-too-large');
    expect(refusalOf(() => group.parseScalar(`${group.order + 5n}`))).toBe('scalar-too-large');
    expect(refusalOf(() => group.parseScalar('9'.repeat(78)))).toBe('scalar-too-large');
  });

  it('does not mix elements with those of another engine', () => {
    for (const other of engines.filter((one) => one.group !== group)) {
      expect(() => group.product(group.generator, other.group.generator)).toThrow(TypeError);
      expect(() => group.format(other.group.neutral)).toThrow(TypeError);
      expect(() => group.prepare(other.group.neutral)).toThrow(TypeError);
    }
  });
});

/** fixed^response · (base / g^claimed)^challenge, straight from the definition. */
function defined(group: Group, { fixed, response, base, challenge, claimed = 0 }: Commitment): Element {
  const moved = group.quotient(base, power(group, BigInt(claimed)));
  return group.product(group.power(fixed, response), group.power(moved, challenge));
}
