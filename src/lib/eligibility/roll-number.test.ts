import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomBelow, shuffled } from './roll-number.ts';

describe('drawing numbers', () => {
  it('loses nobody and doubles nobody', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (given) => {
        expect(shuffled(given).sort((a, b) => a - b)).toEqual([...given].sort((a, b) => a - b));
      }),
    );
  });

  it('finds every order of three about as often as the others', () => {
    const counts = new Map<string, number>();
    for (let round = 0; round < 6000; round++) {
      const order = shuffled(['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Six standard deviations of a binomial of 6000 × 1/6 are about 173.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(180);
  });

  it('throws away what would favour small numbers, and draws again', () => {
    const draws = [Uint8Array.of(255, 255, 255, 255), Uint8Array.of(0, 0, 0, 5)];
    expect(randomBelow(3, () => draws.shift() as Uint8Array)).toBe(2);
    expect(draws).toHaveLength(0);
  });
});
