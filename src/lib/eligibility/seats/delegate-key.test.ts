import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUTE_NUMBERS } from '#lib/statutes/number.ts';
import { shareOut, someKey, sumOf, waysToShare } from '../testing/seat-stage.ts';
import { delegateKey, KEY_LIMITS } from './delegate-key.ts';
import { METHODS } from './method.ts';

const KEY = { method: 'adams', votes: [3, 2, 1], seats: 6 } as const;
const PAIRS = { method: 'adams-in-pairs', votes: [3, 2, 1], seats: 6 } as const;

describe('a delegate key', () => {
  it('is worked out by exactly the methods that a statute can name', () => {
    expect(STATUTE_NUMBERS['congress.method'].options.toSorted()).toEqual(METHODS.toSorted());
  });

  it('is accepted as it should be, up to its limits', () => {
    expect(delegateKey.safeParse(KEY).success).toBe(true);
    expect(delegateKey.safeParse({ ...PAIRS, baseMandates: 2 }).success).toBe(true);
    const large = Array.from({ length: KEY_LIMITS.units }, () => Number.MAX_SAFE_INTEGER);
    expect(delegateKey.safeParse({ ...KEY, votes: large, seats: KEY_LIMITS.seats }).success).toBe(true);
    expect(delegateKey.safeParse({ ...KEY, votes: [0, 0], seats: 4, baseMandates: 2 }).success).toBe(true);
  });

  it.each([
    ['no method', { method: undefined }, 'method-unknown'],
    ['a method of another name', { method: 'huntington-hill' }, 'method-unknown'],
    ['a method that objects have by birth', { method: 'constructor' }, 'method-unknown'],
    ['no votes at all', { votes: undefined }, 'votes-missing'],
    ['a word for votes', { votes: 'many' }, 'votes-missing'],
    ['no unit', { votes: [] }, 'votes-missing'],
    ['half a vote', { votes: [3, 2.5] }, 'votes-not-whole'],
    ['fewer votes than none', { votes: [3, -1] }, 'votes-not-whole'],
    ['votes in words', { votes: [3, '2'] }, 'votes-not-whole'],
    ['a number that doubles cannot hold', { votes: [3, 2 ** 53] }, 'votes-not-whole'],
    ['no number', { votes: [3, Number.NaN] }, 'votes-not-whole'],
    ['more than all', { votes: [3, Number.POSITIVE_INFINITY] }, 'votes-not-whole'],
    ['a gap', { votes: [3, null] }, 'votes-not-whole'],
    ['too many units', { votes: Array.from({ length: 1_001 }, () => 1) }, 'too-many-units'],
    ['no number of seats', { seats: undefined }, 'seats-not-whole'],
    ['half a seat', { seats: 2.5 }, 'seats-not-whole'],
    ['no seat', { seats: 0 }, 'seats-out-of-range'],
    ['too many seats', { seats: 10_001 }, 'seats-out-of-range'],
    ['half a base mandate', { baseMandates: 0.5 }, 'minimum-not-whole'],
    ['a base mandate less than none', { baseMandates: -1 }, 'minimum-not-whole'],
    ['more base mandates than seats', { baseMandates: 3 }, 'minimum-exceeds-seats'],
    ['a higher minimum than seats', { minimum: { kind: 'seats', seats: 3 } }, 'minimum-exceeds-seats'],
    [
      'a larger share for each than there is',
      { minimum: { kind: 'share', share: '2/5' } },
      'minimum-exceeds-seats',
    ],
    ['seats that nobody has a claim to', { votes: [0, 0, 0] }, 'no-votes'],
    ['seats left that nobody has a claim to', { votes: [0, 0, 0], baseMandates: 1 }, 'no-votes'],
  ])('refuses %s', (_, change, code) => {
    const { error } = delegateKey.safeParse({ ...KEY, ...change });
    expect(error?.issues.map(({ message }) => message)).toEqual([code]);
  });

  it.each([
    ['an odd number of seats', { seats: 7 }],
    ['single base mandates', { baseMandates: 1 }],
    ['a single seat as minimum', { minimum: { kind: 'seats', seats: 1 } }],
    ['a single seat on top', { minimum: { kind: 'on-top', seats: 1 } }],
  ])('in pairs refuses %s: a pair cannot be split', (_, change) => {
    const { error } = delegateKey.safeParse({ ...PAIRS, ...change });
    expect(error?.issues.map(({ message }) => message)).toEqual(['seats-not-in-pairs']);
  });
});

describe('base mandates', () => {
  it('go to every unit first; the rest is shared out over all votes', () => {
    const given = shareOut({ method: 'hare-niemeyer', votes: [70, 20, 10, 0], seats: 18, baseMandates: 2 });
    expect(given.seats).toEqual([9, 4, 3, 2]);
    expect(given).toMatchObject({ state: 'decided', baseMandates: 2, least: 2 });
  });

  it('and then the method over the rest: nothing else', () => {
    fc.assert(
      fc.property(someKey(), fc.integer({ min: 1, max: 4 }), (key, wish) => {
        const plain = shareOut(key);
        const baseMandates = wish * plain.perRound;
        const seats = key.seats + baseMandates * key.votes.length;
        const based = shareOut({ ...key, seats, baseMandates });
        expect(based.seats).toEqual(plain.seats.map((count) => count + baseMandates));
        expect(based.tie).toEqual(plain.tie);
      }),
    );
  });

  it('that use up all seats need no votes', () => {
    expect(shareOut({ ...KEY, votes: [0, 0, 0], baseMandates: 2 })).toMatchObject({
      state: 'decided',
      seats: [2, 2, 2],
    });
  });
});

describe('a minimum', () => {
  it('at the cost of the others keeps everyone at it and the house at its size', () => {
    fc.assert(
      fc.property(someKey(), fc.integer({ min: 1, max: 3 }), (key, wish) => {
        const least = wish * shareOut(key).perRound;
        const seats = key.seats + least * key.votes.length;
        const {
          seats: given,
          tie,
          perRound,
        } = shareOut({ ...key, seats, minimum: { kind: 'seats', seats: least } });
        expect(Math.min(...given)).toBeGreaterThanOrEqual(least);
        expect(sumOf(given) + (tie?.open ?? 0) * perRound).toBe(seats);
      }),
    );
  });

  it('that nobody would fall below changes nothing', () => {
    fc.assert(
      fc.property(someKey(), (key) => {
        const plain = shareOut(key);
        // By greatest remainders whoever reaches it only with a remainder is set aside all the same.
        const reached = key.method === 'hare-niemeyer' ? plain.quotas.map(({ whole }) => whole) : plain.seats;
        const least = Math.min(...reached);
        const { seats, tie } = shareOut({ ...key, minimum: { kind: 'seats', seats: least } });
        expect([seats, tie]).toEqual([plain.seats, plain.tie]);
      }),
    );
  });

  it('by greatest remainders sets aside whom only a remainder would lift to it', () => {
    const key = { method: 'hare-niemeyer', votes: [21_618, 92_564, 40_349], seats: 33 } as const;
    expect(shareOut(key).seats).toEqual([5, 20, 8]);
    const { seats, quotas } = shareOut({ ...key, minimum: { kind: 'seats', seats: 5 } });
    expect(quotas.map(({ setAside }) => setAside)).toEqual([true, false, false]);
    expect(seats).toEqual([5, 19, 9]);
  });

  it('by greatest remainders sets aside whoever is below and shares out the rest, again and again', () => {
    const key = { method: 'hare-niemeyer', votes: [900, 60, 25, 15], seats: 20 } as const;
    const { seats, quotas } = shareOut({ ...key, minimum: { kind: 'seats', seats: 2 } });
    expect(seats).toEqual([14, 2, 2, 2]);
    expect(quotas.map(({ setAside }) => setAside)).toEqual([false, true, true, true]);
    expect(quotas[0]?.quota).toEqual({ numerator: 900n * 14n, denominator: 900n });
  });

  it('by greatest remainders gives nobody who was set aside a remainder as well', () => {
    const key = { method: 'hare-niemeyer', votes: [430, 375, 195], seats: 10 } as const;
    expect(shareOut({ ...key, minimum: { kind: 'seats', seats: 2 } }).seats).toEqual([4, 4, 2]);
  });

  it('by quotients is the nearest result of the method among those that keep it', () => {
    const votes = [41, 9, 3];
    const [seats, least] = [9, 2];
    const allowed = waysToShare(seats, 3).filter((way) => Math.min(...way) >= least);
    const last = (way: number[], unit: number) =>
      (way[unit] as number) > least
        ? (votes[unit] as number) / (way[unit] as number)
        : Number.POSITIVE_INFINITY;
    const next = (way: number[], unit: number) => (votes[unit] as number) / ((way[unit] as number) + 1);
    const right = allowed.filter(
      (way) =>
        Math.max(...way.map((_, unit) => next(way, unit))) <=
        Math.min(...way.map((_, unit) => last(way, unit))),
    );
    expect([
      shareOut({ method: 'dhondt', votes, seats, minimum: { kind: 'seats', seats: least } }).seats,
    ]).toEqual(right);
  });

  it('given as a share of the house is rounded up', () => {
    const key = { method: 'dhondt', votes: [98, 1, 1], seats: 101 } as const;
    expect(shareOut({ ...key, minimum: { kind: 'share', share: '1/50' } })).toMatchObject({
      seats: [95, 3, 3],
      least: 3,
    });
  });

  it('on top makes the house larger, and nobody pays for it', () => {
    const key = { method: 'hare-niemeyer', votes: [97, 2, 1], seats: 10 } as const;
    const { seats, onTop } = shareOut({ ...key, minimum: { kind: 'on-top', seats: 1 } });
    expect([seats, onTop]).toEqual([
      [10, 1, 1],
      [0, 1, 1],
    ]);
  });

  it('includes base mandates instead of adding to them', () => {
    const key = { method: 'dhondt', votes: [100, 0], seats: 10, baseMandates: 1 } as const;
    expect(shareOut({ ...key, minimum: { kind: 'seats', seats: 3 } }).seats).toEqual([7, 3]);
    const more = { ...key, baseMandates: 3 };
    expect(shareOut({ ...more, minimum: { kind: 'seats', seats: 1 } }).seats).toEqual([7, 3]);
  });
});
