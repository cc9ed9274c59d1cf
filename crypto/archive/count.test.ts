import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, countOf, countValue, MAX_PLAIN_COUNT } from './count.ts';

describe('counts', () => {
  it('are JSON numbers up to 2^30 − 1 and JSON strings above', () => {
    expect(countOf(0n)).toBe(0);
    expect(countOf(BigInt(MAX_PLAIN_COUNT))).toBe(1073741823);
    expect(countOf(BigInt(MAX_PLAIN_COUNT) + 1n)).toBe('1073741824');
  });

  it('come back from their written form', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), (n) => {
        expect(countValue(count(countOf(n)))).toBe(n);
      }),
    );
  });

  it('are never negative', () => expect(() => countOf(-1n)).toThrow(RangeError));

  it.each([
    -1,
    -0,
    1.5,
    1073741824,
    '7',
    '1073741823',
    '01073741824',
    '+2000000000',
    '1e10',
    '0x77359400',
    '',
    null,
  ])('refuse the form %j', (form) => expect(() => count(form)).toThrow('count-not-canonical'));

  it('refuse an absent value and one of absurd length', () => {
    expect(() => count(undefined)).toThrow('count-not-canonical');
    expect(() => count('9'.repeat(79))).toThrow('count-not-canonical');
  });
});
