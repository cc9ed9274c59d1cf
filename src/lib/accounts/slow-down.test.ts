import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedTry, secondsToWait, SLOW_DOWNS, type SlowDownKind, type Tries } from './slow-down.ts';

const START = new Date('2026-05-03T10:00:00Z');
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);
const tries = (count: number): Tries => ({ count, lastAt: START });
const kinds = Object.keys(SLOW_DOWNS) as SlowDownKind[];

describe('one account tried from one network', () => {
  it.each([
    [0, 0],
    [1, 0],
    [4, 0],
    [5, 2],
    [6, 4],
    [7, 8],
    [9, 32],
    [10, 60],
    [11, 60],
    [1_000_000, 60],
  ])('after %i tries waits %i seconds', (count, seconds) => {
    expect(secondsToWait(SLOW_DOWNS.pair, tries(count), START)).toBe(seconds);
  });

  it.each([
    [0, 60],
    [0.001, 60],
    [59, 1],
    [59.999, 1],
    [60, 0],
    [3600, 0],
  ])('%s seconds later waits %i more', (passed, left) => {
    expect(secondsToWait(SLOW_DOWNS.pair, tries(20), later(passed))).toBe(left);
  });

  it('starts anew after a quiet quarter of an hour', () => {
    expect(countedTry(SLOW_DOWNS.pair, tries(20), later(899)).count).toBe(21);
    expect(countedTry(SLOW_DOWNS.pair, tries(20), later(900)).count).toBe(1);
  });
});

describe('every kind of slow-down', () => {
  it.each(kinds)('%s lets the first tries through at once', (kind) => {
    expect(secondsToWait(SLOW_DOWNS[kind], null, START)).toBe(0);
    expect(secondsToWait(SLOW_DOWNS[kind], tries(SLOW_DOWNS[kind].free - 1), START)).toBe(0);
  });

  it('never locks: however many tries, waiting two minutes is enough', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.nat(), (kind, count) => {
        const wait = secondsToWait(SLOW_DOWNS[kind], tries(count), START);
        expect(wait).toBeLessThanOrEqual(120);
        expect(secondsToWait(SLOW_DOWNS[kind], tries(count), later(wait))).toBe(0);
      }),
    );
  });

  it('never waits less for more tries', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.nat(500), fc.nat(500), (kind, a, b) => {
        const [fewer, more] = a < b ? [a, b] : [b, a];
        const wait = (count: number): number => secondsToWait(SLOW_DOWNS[kind], tries(count), START);
        expect(wait(more)).toBeGreaterThanOrEqual(wait(fewer));
      }),
    );
  });

  it('takes a clock that went back for no time passed', () => {
    expect(secondsToWait(SLOW_DOWNS.pair, tries(5), later(-10))).toBe(12);
  });
});
