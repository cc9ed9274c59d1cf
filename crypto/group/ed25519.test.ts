import { ed25519 as noble } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { refusalOf, sodiumEd25519 } from '../testing/election.ts';
import { NOT_CANONICAL, SMALL_ORDER } from '../testing/torsion.ts';
import { ed25519 } from './ed25519.ts';

const engines = [
  { engine: 'noble', group: ed25519 },
  { engine: 'sodium', group: sodiumEd25519 },
];
const GENERATOR = '6666666666666666666666666666666666666666666666666666666666666658';

/** Point with an added point of small order, written in our form. */
function mixed(text: string, small: string): string {
  const point = (one: string) => noble.Point.fromHex(reversed(one));
  return reversed(point(text).add(point(small)).toHex());
}

function reversed(hex: string): string {
  return Buffer.from(hex, 'hex').reverse().toString('hex');
}

describe.each(engines)('reading elements of Ed25519 ($engine)', ({ group }) => {
  const refusal = (text: string) => refusalOf(() => group.parse(text));

  it('takes the generator and the neutral element in their one written form', () => {
    expect(group.format(group.generator)).toBe(GENERATOR);
    expect(group.isEqual(group.parse(GENERATOR), group.generator)).toBe(true);
    expect(group.isNeutral(group.parse(SMALL_ORDER[0]!))).toBe(true);
  });

  it('has the order of RFC 8032', () => {
    expect(group.order).toBe((1n << 252n) + 27742317777372353535851937790883648493n);
  });

  it.each(SMALL_ORDER.slice(1))('[C-07] refuses the small-order point %s', (text) => {
    expect(group.isEqual(group.parse(GENERATOR), group.generator)).toBe(true);
    expect(refusal(text)).toBe('element-outside-subgroup');
  });

  it.each(SMALL_ORDER.slice(1))('[C-07] refuses a member moved by the small-order point %s', (small) => {
    for (const s of [1n, 2n, 987_654_321n]) {
      const honest = group.format(group.power(group.generator, group.scalar(s)));
      expect(group.format(group.parse(honest))).toBe(honest);
      expect(refusal(mixed(honest, small))).toBe('element-outside-subgroup');
    }
  });

  it.each(NOT_CANONICAL)('[R-23] refuses %s, another spelling of a point', (text) => {
    expect(refusal(text)).toBe('element-not-canonical');
  });

  it.each([
    '',
    GENERATOR.slice(1),
    `0${GENERATOR}`,
    ` ${GENERATOR}`.slice(0, 64),
    `${GENERATOR}\n`,
    GENERATOR.replace('58', '5X'),
    `0x${GENERATOR.slice(2)}`,
    group.format(group.power(group.generator, group.scalar(3n))).toUpperCase(),
    '5',
  ])('[R-23] refuses %j, which is no 64 lower-case digits', (text) => {
    expect(refusal(text)).toBe('element-not-canonical');
  });

  it('refuses what is no point of the curve', () => {
    expect(refusal('0000000000000000000000000000000000000000000000000000000000000002')).toBe(
      'element-not-on-curve',
    );
    expect(refusal(reversed(group.format(group.power(group.generator, group.scalar(4n)))))).toMatch(
      /^element-/,
    );
  });
});
