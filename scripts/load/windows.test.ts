import { describe, expect, it } from 'vitest';
import { slowestRate } from './windows.ts';

/** `rate` a second, for so many seconds from `start`. */
function steady(rate: number, seconds: number, start = 0): number[] {
  return Array.from({ length: rate * seconds }, (_, i) => (start + (i + 1) / rate) * 1000);
}

describe('the slowest stretch', () => {
  it('is as fast as all others where the rate is steady', () => {
    expect(slowestRate(steady(100, 120), 30)).toBeCloseTo(100, 0);
  });

  it('is found wherever it lies, though the mean is far above it', () => {
    const moments = [...steady(200, 50), ...steady(10, 30, 50), ...steady(200, 50, 80)];
    expect(slowestRate(moments, 30)).toBeCloseTo(10, 0);
  });

  it('includes a pause in which nothing came', () => {
    expect(slowestRate([...steady(100, 40), ...steady(100, 40, 75)], 30)).toBeCloseTo(0, 0);
  });

  it('is the whole time where that is shorter', () => {
    expect(slowestRate(steady(50, 10), 30)).toBeCloseTo(50, 0);
    expect(slowestRate([1], 30)).toBe(0);
    expect(slowestRate([], 30)).toBe(0);
  });
});
