import { describe, expect, it } from 'vitest';
import { figureOf, quantile, rounded } from './figure.ts';

const SAMPLES = [5, 1, 4, 2, 3];

describe('a figure', () => {
  it('has the middle of its samples, and the one that 95 of 100 do not exceed', () => {
    expect(quantile(SAMPLES, 0.5)).toBe(3);
    expect(quantile(SAMPLES, 0.95)).toBe(5);
    expect(
      quantile(
        Array.from({ length: 100 }, (_, i) => i + 1),
        0.95,
      ),
    ).toBe(95);
    expect(() => quantile([], 0.5)).toThrow(RangeError);
  });

  it('holds up to its limit and not beyond', () => {
    const judged = (limit: { most: number } | { least: number }) =>
      figureOf({ name: 'time', unit: 's', samples: SAMPLES, limit }).holds;
    expect(judged({ most: 3 })).toBe(true);
    expect(judged({ most: 2.9 })).toBe(false);
    expect(judged({ least: 3 })).toBe(true);
    expect(judged({ least: 3.1 })).toBe(false);
  });

  it('is judged by what 95 of 100 keep to where the limit is for that', () => {
    const measured = { name: 'time', unit: 's', samples: SAMPLES, limit: { most: 4 } };
    expect(figureOf({ ...measured, judged: 'median' }).holds).toBe(true);
    expect(figureOf({ ...measured, judged: 'p95' }).holds).toBe(false);
  });

  it('neither holds nor fails without a limit', () => {
    expect(figureOf({ name: 'time', unit: 's', samples: [1] })).toEqual({
      name: 'time',
      median: 1,
      p95: 1,
      unit: 's',
      n: 1,
      limit: null,
      bound: null,
      holds: null,
    });
  });

  it('is told in four digits', () => {
    expect([1234.56, 0.0123456, 7].map(rounded)).toEqual([1235, 0.01235, 7]);
  });
});
