import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIVISOR_METHODS, shareOut, someKey, someVotes, sumOf } from '../testing/seat-stage.ts';
import { METHODS } from './method.ts';

/** Balinski and Young, "The quota method of apportionment" (1975), example 1. */
const LOPSIDED = [5117, 4400, 162, 161, 160];

describe('the five methods', () => {
  it.each([
    ['hare-niemeyer', [51, 44, 2, 2, 1]],
    ['dhondt', [52, 45, 1, 1, 1]],
    ['sainte-lague', [51, 43, 2, 2, 2]],
    ['adams', [51, 43, 2, 2, 2]],
  ] as const)('share out the published example of 1975 as printed: %s', (method, seats) => {
    expect(shareOut({ method, votes: LOPSIDED, seats: 100 })).toMatchObject({ state: 'decided', seats });
  });

  it('give nothing for nothing', () => {
    fc.assert(
      fc.property(someKey(), (key) => {
        const { seats, tie } = shareOut(key);
        for (const [unit, count] of key.votes.entries()) {
          if (count === 0) expect([seats[unit], tie?.among.includes(unit) ?? false]).toEqual([0, false]);
        }
      }),
    );
  });

  it('give away every seat and no more, also with a tie', () => {
    fc.assert(
      fc.property(someKey(), (key) => {
        const { seats, tie, perRound } = shareOut(key);
        expect(sumOf(seats) + (tie?.open ?? 0) * perRound).toBe(key.seats);
      }),
    );
  });

  it('do not care how large the votes are, only how they stand to each other', () => {
    fc.assert(
      fc.property(someKey(), fc.integer({ min: 2, max: 1_000 }), (key, factor) => {
        const small = key.votes.map((count) => count % 1_000_000);
        fc.pre(small.some((count) => count > 0));
        const { seats, tie } = shareOut({ ...key, votes: small });
        expect(shareOut({ ...key, votes: small.map((count) => count * factor) })).toMatchObject({
          seats,
          tie,
        });
      }),
    );
  });

  it('do not care in which order the units stand', () => {
    const keyAndOrder = someKey().chain((key) =>
      fc.record({
        key: fc.constant(key),
        order: fc.shuffledSubarray([...key.votes.keys()], { minLength: key.votes.length }),
      }),
    );
    fc.assert(
      fc.property(keyAndOrder, ({ key, order }) => {
        const straight = shareOut(key);
        const turned = shareOut({ ...key, votes: order.map((unit) => key.votes[unit] as number) });
        expect(turned.seats).toEqual(order.map((unit) => straight.seats[unit]));
        expect(turned.tie?.open).toBe(straight.tie?.open);
        const among = turned.tie?.among.map((place) => order[place] as number).sort((a, b) => a - b);
        expect(among).toEqual(straight.tie?.among);
      }),
    );
  });

  it('see one vote in nine quadrillion, which floating point does not', () => {
    const votes = [Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER];
    for (const method of METHODS.filter((one) => one !== 'adams-in-pairs')) {
      for (let seats = 1; seats < 60; seats += 2) {
        expect(shareOut({ method, votes, seats }).seats).toEqual([(seats - 1) / 2, (seats + 1) / 2]);
      }
    }
  });

  it('give a unit with more votes at least as many seats, and equal ones as many', () => {
    fc.assert(
      fc.property(someKey(), (key) => {
        const { seats } = shareOut(key);
        const order = [...key.votes.keys()].sort(
          (a, b) => (key.votes[a] as number) - (key.votes[b] as number),
        );
        const bySize = order.map((unit) => seats[unit] as number);
        expect(bySize).toEqual([...bySize].sort((a, b) => a - b));
      }),
    );
  });

  it('show a round for every seat that the method gave, the greatest weight first', () => {
    fc.assert(
      fc.property(someKey(), (key) => {
        const { seats, rounds, quotas, perRound } = shareOut(key);
        const counted = key.votes.map(
          (_, unit) =>
            (quotas[unit]?.whole ?? 0) + rounds.filter((round) => round.unit === unit).length * perRound,
        );
        expect(counted).toEqual(seats);
        for (const [index, { weight }] of rounds.slice(1).entries()) {
          const before = rounds[index]!.weight;
          expect(before.numerator * weight.denominator >= weight.numerator * before.denominator).toBe(true);
        }
      }),
    );
  });
});

describe('Hare-Niemeyer', () => {
  it('stays within the quota: the exact share rounded down or up', () => {
    fc.assert(
      fc.property(someKey(['hare-niemeyer']), ({ method, votes, seats }) => {
        const all = votes.reduce((sum, count) => sum + BigInt(count), 0n);
        const { seats: given, tie } = shareOut({ method, votes, seats });
        for (const [unit, count] of votes.entries()) {
          const exact = BigInt(count) * BigInt(seats);
          const most = (given[unit] as number) + (tie?.among.includes(unit) ? 1 : 0);
          expect(BigInt(given[unit] as number)).toBeGreaterThanOrEqual(exact / all);
          expect(BigInt(most)).toBeLessThanOrEqual((exact + all - 1n) / all);
        }
      }),
    );
  });

  it('may take a seat away when the house grows (the Alabama paradox), which the divisor methods never do', () => {
    const votes = [6, 6, 2];
    const at = (seats: number) => shareOut({ method: 'hare-niemeyer', votes, seats }).seats;
    expect([at(10), at(11)]).toEqual([
      [4, 4, 2],
      [5, 5, 1],
    ]);
  });
});

describe('divisor methods', () => {
  it('never take a seat away when the house grows', () => {
    fc.assert(
      fc.property(someKey([...DIVISOR_METHODS, 'adams-in-pairs']), (key) => {
        const before = shareOut(key);
        const after = shareOut({ ...key, seats: key.seats + before.perRound });
        for (const [unit, count] of before.seats.entries()) {
          expect(after.seats[unit]).toBeGreaterThanOrEqual(count);
        }
      }),
    );
  });

  it('never take a seat from a unit for its own new members, nor give one to another for them', () => {
    const grown = someKey(DIVISOR_METHODS).chain((key) =>
      fc.record({
        key: fc.constant(key),
        unit: fc.nat({ max: key.votes.length - 1 }),
        more: fc.nat({ max: 5_000 }),
      }),
    );
    fc.assert(
      fc.property(grown, ({ key, unit, more }) => {
        fc.pre((key.votes[unit] as number) + more <= Number.MAX_SAFE_INTEGER);
        const before = shareOut(key);
        const after = shareOut({
          ...key,
          votes: key.votes.map((count, at) => (at === unit ? count + more : count)),
        });
        expect(after.seats[unit]).toBeGreaterThanOrEqual(before.seats[unit] as number);
        for (const other of key.votes.keys()) {
          const most = (before.seats[other] as number) + (before.tie?.among.includes(other) ? 1 : 0);
          if (other !== unit) expect(after.seats[other]).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('keep one side of the quota: d’Hondt never below it, Adams never above', () => {
    fc.assert(
      fc.property(someVotes, fc.integer({ min: 1, max: 60 }), (votes, seats) => {
        const all = votes.reduce((sum, count) => sum + BigInt(count), 0n);
        const low = shareOut({ method: 'dhondt', votes, seats });
        const high = shareOut({ method: 'adams', votes, seats });
        fc.pre(seats >= votes.length);
        for (const [unit, count] of votes.entries()) {
          const exact = BigInt(count) * BigInt(seats);
          expect(BigInt(low.seats[unit] as number)).toBeGreaterThanOrEqual(exact / all);
          expect(BigInt(high.seats[unit] as number)).toBeLessThanOrEqual((exact + all - 1n) / all);
        }
      }),
    );
  });
});

describe('Adams', () => {
  it('gives every unit with votes a seat when there are enough, in pairs two', () => {
    fc.assert(
      fc.property(someKey(['adams', 'adams-in-pairs']), (key) => {
        const { seats, perRound } = shareOut(key);
        fc.pre(key.seats >= key.votes.length * perRound);
        for (const [unit, count] of key.votes.entries()) {
          if (count > 0) expect(seats[unit]).toBeGreaterThanOrEqual(perRound);
        }
      }),
    );
  });

  it('gives the largest units one seat each when there are fewer seats than units', () => {
    const votes = [10, 9, 8, 8, 11, 12];
    expect(shareOut({ method: 'adams', votes, seats: 3 }).seats).toEqual([1, 0, 0, 0, 1, 1]);
    expect(shareOut({ method: 'adams', votes, seats: 5 })).toMatchObject({
      seats: [1, 1, 0, 0, 1, 1],
      tie: { among: [2, 3], open: 1 },
    });
    expect(shareOut({ method: 'adams', votes: [0, 0, 5, 7], seats: 3 }).seats).toEqual([0, 0, 1, 2]);
  });

  it('in pairs is Adams over half the seats, doubled', () => {
    fc.assert(
      fc.property(someKey(['adams-in-pairs']), ({ votes, seats }) => {
        const pairs = shareOut({ method: 'adams-in-pairs', votes, seats });
        const single = shareOut({ method: 'adams', votes, seats: seats / 2 });
        expect(pairs.seats).toEqual(single.seats.map((count) => count * 2));
        expect(pairs.tie).toEqual(single.tie);
      }),
    );
  });
});

describe('a large house', () => {
  it.each(METHODS)('of 10,000 seats for 1,000 units is shared out exactly: %s', (method) => {
    const votes = Array.from({ length: 1_000 }, (_, unit) => Number.MAX_SAFE_INTEGER - unit * unit * 7);
    const { seats, tie, perRound } = shareOut({ method, votes, seats: 10_000 });
    expect(sumOf(seats) + (tie?.open ?? 0) * perRound).toBe(10_000);
  });
});
