import { byAdamsInPairs } from './adams-in-pairs.ts';
import { byAdams } from './adams.ts';
import type { Tie } from './award.ts';
import { type DelegateKey, leastPerUnit } from './delegate-key.ts';
import { byDhondt } from './dhondt.ts';
import { byHareNiemeyer } from './hare-niemeyer.ts';
import { type Method, seatsPerAward } from './method.ts';
import { bySainteLague } from './sainte-lague.ts';
import type { Quota, Round, Share, Working } from './working.ts';

/** How the seats fall, with everything needed to work it out again by hand. */
export interface Distribution {
  /** `tie`: `seats` is what each unit has for certain, and `tie` says among whom a lot decides about how many awards. */
  readonly state: 'decided' | 'tie';
  readonly seats: readonly number[];
  readonly method: Method;
  /** Seats that one round gives: a pair with `adams-in-pairs`, else one. */
  readonly perRound: 1 | 2;
  readonly baseMandates: number;
  /** What no unit falls below, base mandates included. */
  readonly least: number;
  /** Seats added by a minimum on top, by unit; all 0 without one. Only final once decided. */
  readonly onTop: readonly number[];
  /** Hare-Niemeyer only, counted in the seats that remain after base mandates. */
  readonly quotas: readonly Quota[];
  readonly rounds: readonly Round[];
  readonly tie: Tie | null;
  /** The units that won the recorded lot, ascending. */
  readonly lot: readonly number[] | null;
}

const BY_METHOD: Readonly<Record<Method, (share: Share) => Working>> = {
  'hare-niemeyer': byHareNiemeyer,
  dhondt: byDhondt,
  'sainte-lague': bySainteLague,
  adams: byAdams,
  'adams-in-pairs': byAdamsInPairs,
};

/**
 * Shares out the seats of a delegate key: base mandates first, the rest by the method over *all* votes, nobody below the minimum.
 *
 * @param key parsed by `delegateKey`, which refuses what cannot be shared out.
 * @returns seats by unit, or the tie and what is certain without it. Never decides a tie by order.
 *
 * Source: § 10 of the model statute; § 13 PartG (the number of delegates follows mainly from the members represented). *Not*
 * checked: whether the votes are those of the cut-off day.
 */
export function distribute(key: DelegateKey): Distribution {
  const perRound = seatsPerAward(key.method);
  const least = leastPerUnit(key);
  const working = workingOf(key, {
    votes: key.votes.map(BigInt),
    awards: (key.seats - key.baseMandates * key.votes.length) / perRound,
    minimum: (least - key.baseMandates) / perRound,
  });
  const seats = working.awards.map((count) => key.baseMandates + count * perRound);
  const { quotas, rounds, tie } = working;
  const frame = { method: key.method, perRound, baseMandates: key.baseMandates, least, quotas, rounds };
  if (tie) return { ...frame, state: 'tie', seats, onTop: seats.map(() => 0), tie, lot: null };
  return { ...frame, state: 'decided', ...raised(seats, key), tie, lot: null };
}

function workingOf(key: DelegateKey, share: Share): Working {
  if (share.votes.some((count) => count > 0n)) return BY_METHOD[key.method](share);
  return { awards: share.votes.map(() => share.minimum), quotas: [], rounds: [], tie: null };
}

/** Whoever has less than the minimum on top is raised to it; nobody pays for that. */
export function raised(seats: readonly number[], key: DelegateKey): Pick<Distribution, 'seats' | 'onTop'> {
  const minimum = key.minimum?.kind === 'on-top' ? key.minimum.seats : 0;
  const onTop = seats.map((count) => Math.max(0, minimum - count));
  return { seats: seats.map((count, unit) => count + (onTop[unit] as number)), onTop };
}
