import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOut, sumOf, waysToShare } from '../testing/seat-stage.ts';
import type { Method } from './method.ts';

/** Small enough that every way to share can be looked at; few different votes, so that ties are common. */
const smallVotes = fc
  .array(fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 40 })), { minLength: 1, maxLength: 4 })
  .filter((votes) => votes.some((count) => count > 0));
const smallCase = fc.record({ votes: smallVotes, seats: fc.integer({ min: 1, max: 9 }) });

/** Where a unit with n seats would be rounded up to n + 1, times two; Adams' first is as good as 0. */
const SIGNPOSTS: Readonly<Record<'dhondt' | 'sainte-lague' | 'adams', (seats: number) => number>> = {
  dhondt: (seats) => 2 * (seats + 1),
  'sainte-lague': (seats) => 2 * seats + 1,
  adams: (seats) => (seats === 0 ? 1e-9 : 2 * seats),
};

/**
 * Balinski and Young's min-max inequality: no unit's claim to one more is greater than any unit's claim to its last one.
 * Votes are so small that these quotients are told apart in floating point.
 */
function isDivisorResult(
  method: keyof typeof SIGNPOSTS,
  votes: readonly number[],
  seats: readonly number[],
): boolean {
  const signpost = SIGNPOSTS[method];
  const toNext = votes.map((count, unit) => count / signpost(seats[unit] as number));
  const last = votes.flatMap((count, unit) => {
    const held = seats[unit] as number;
    return held > 0 ? [count / signpost(held - 1)] : [];
  });
  return Math.max(...toNext) <= Math.min(...last);
}

/** Hamilton's result is the nearest to the exact shares: least sum of squares, here times the square of all votes. */
function distance(votes: readonly number[], seats: readonly number[]): number {
  const all = votes.reduce((sum, count) => sum + count, 0);
  const house = seats.reduce((sum, count) => sum + count, 0);
  return votes.reduce((sum, count, unit) => sum + ((seats[unit] as number) * all - count * house) ** 2, 0);
}

function possibleResults(method: Method, votes: readonly number[], seats: number): number[][] {
  if (method === 'adams-in-pairs')
    return possibleResults('adams', votes, seats / 2).map((pairs) => pairs.map((count) => count * 2));
  const ways = waysToShare(seats, votes.length);
  if (method !== 'hare-niemeyer') return ways.filter((way) => isDivisorResult(method, votes, way));
  const nearest = Math.min(...ways.map((way) => distance(votes, way)));
  return ways.filter((way) => distance(votes, way) === nearest);
}

/** What must be answered if these are all the results that the definition allows. */
function expected(results: readonly number[][], perRound: number): object {
  const [first = []] = results;
  const least = first.map((_, unit) => Math.min(...results.map((result) => result[unit] as number)));
  const among = [...first.keys()].filter((unit) => results.some((result) => result[unit] !== least[unit]));
  const open = (sumOf(first) - sumOf(least)) / perRound;
  return { seats: least, tie: results.length === 1 ? null : { among, open } };
}

describe('the result is the one of the definition, and a tie is where the definition allows several', () => {
  it.each(['hare-niemeyer', 'dhondt', 'sainte-lague', 'adams', 'adams-in-pairs'] as const)('%s', (method) => {
    let ties = 0;
    fc.assert(
      fc.property(smallCase, (small) => {
        const { votes } = small;
        const seats = method === 'adams-in-pairs' ? small.seats * 2 : small.seats;
        const results = possibleResults(method, votes, seats);
        expect(results.length).toBeGreaterThan(0);
        ties += results.length > 1 ? 1 : 0;
        const given = shareOut({ method, votes, seats });
        expect(given).toMatchObject(expected(results, given.perRound));
      }),
      { numRuns: 400 },
    );
    expect(ties).toBeGreaterThan(10);
  });
});

describe('a tie is exactly where deciding by order would depend on the order', () => {
  it.each(['hare-niemeyer', 'dhondt', 'sainte-lague', 'adams'] as const)('%s', (method) => {
    fc.assert(
      fc.property(smallCase, ({ votes, seats }) => {
        const forwards = byOrder(method, votes, seats);
        const backwards = byOrder(method, votes.toReversed(), seats).reverse();
        const isTie = shareOut({ method, votes, seats }).tie !== null;
        expect(String(forwards) !== String(backwards)).toBe(isTie);
      }),
    );
  });
});

/** What a careless program does: whoever stands first gets it. */
function byOrder(method: Method, votes: readonly number[], seats: number): number[] {
  const { seats: given, tie } = shareOut({ method, votes: [...votes], seats });
  const lucky = tie?.among.slice(0, tie.open) ?? [];
  return given.map((count, unit) => count + (lucky.includes(unit) ? 1 : 0));
}
