import type { DelegateKey } from './delegate-key.ts';
import { type Distribution, raised } from './distribution.ts';

export type LotRefusal = 'lot-without-tie' | 'lot-not-among-tied' | 'lot-number-wrong';
export type Settled =
  | { readonly ok: true; readonly distribution: Distribution; readonly lot: readonly number[] }
  | { readonly ok: false; readonly code: LotRefusal };

/**
 * What follows from a lot that was drawn: the winners get one award each.
 *
 * @param winners indices of units, in any order; exactly as many as awards are open, all different, all among the tied.
 * @returns the decided distribution with tie and lot kept for the working, or why this lot settles nothing. *Not* checked:
 *   how the lot was drawn.
 */
export function settle(key: DelegateKey, open: Distribution, winners: readonly number[]): Settled {
  if (open.state !== 'tie' || !open.tie) return { ok: false, code: 'lot-without-tie' };
  const { among, open: awards } = open.tie;
  if (winners.some((unit) => !among.includes(unit))) return { ok: false, code: 'lot-not-among-tied' };
  if (new Set(winners).size !== winners.length || winners.length !== awards)
    return { ok: false, code: 'lot-number-wrong' };
  const seats = open.seats.map((count, unit) => count + (winners.includes(unit) ? open.perRound : 0));
  const lot = winners.toSorted((a, b) => a - b);
  return { ok: true, lot, distribution: { ...open, state: 'decided', ...raised(seats, key), lot } };
}
