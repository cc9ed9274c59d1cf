import { describe, expect, it } from 'vitest';
import { ed25519 } from './ed25519.ts';

/** RFC 8032 section 5.1: the field, and the order of the base point. */
const p = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let x = base % p, e = exponent; e > 0n; e >>= 1n, x = (x * x) % p) {
    if (e & 1n) result = (result * x) % p;
  }
  return result;
}

describe('[R-29] the one generator of our votes', () => {
  it('is what RFC 8032 derives: y = 4/5 with the even x, so that nobody chose it', () => {
    const y = (4n * power(5n, p - 2n)) % p;
    const d = (p - ((121665n * power(121666n, p - 2n)) % p)) % p;
    const square = ((y * y - 1n) * power(d * y * y + 1n, p - 2n)) % p;
    let x = power(square, (p + 3n) / 8n);
    if ((x * x) % p !== square) x = (x * power(2n, (p - 1n) / 4n)) % p;
    expect((x * x) % p).toBe(square);
    if (x & 1n) x = p - x;
    // Big-endian, the sign of x in the highest bit: zero for an even one.
    expect(x & 1n).toBe(0n);
    expect(ed25519.format(ed25519.generator)).toBe(y.toString(16).padStart(64, '0'));
  });

  it('has the prime order of the group, and no other parameter was drawn by anyone', () => {
    expect(ed25519.order).toBe(L);
    const almost = ed25519.power(ed25519.generator, ed25519.scalar(L - 1n));
    expect(ed25519.isNeutral(almost)).toBe(false);
    expect(ed25519.isNeutral(ed25519.product(almost, ed25519.generator))).toBe(true);
  });
});
