import { sha256Base64 } from '../hash.ts';
import { Refused } from '../refusal.ts';
import type { BallotsEntry, RecordedBallot, SetupEntry } from './entry.ts';

export type BatchRule = SetupEntry['batches'];

/** The ballots in the order in which an entry must have them: by tracker, character by character. */
export function sortedByTracker<T extends { readonly tracker: string }>(ballots: readonly T[]): T[] {
  return [...ballots].sort((one, other) => (one.tracker < other.tracker ? -1 : 1));
}

/**
 * Checks an entry with ballots in itself: each tracker is that of its ballot, and they rise.
 * Refused: tracker-wrong, ballots-not-sorted (also for the same one twice).
 * Not checked: the ballots and their cards.
 */
export function checkBallotsEntry({ ballots }: BallotsEntry): void {
  ballots.forEach(({ tracker, ballot }: RecordedBallot, i) => {
    if (sha256Base64(ballot) !== tracker) throw new Refused('tracker-wrong', tracker);
    const before = ballots[i - 1];
    if (before !== undefined && before.tracker >= tracker) throw new Refused('ballots-not-sorted', tracker);
  });
}

/**
 * Checks the sizes of all entries with ballots of a closed referendum against its frozen rule: while `waiting` or more
 * wait, `size` leave; what is left at close is the last entry. So every entry but the last has `size` ballots (at least
 * that many with `timed`), and the last has fewer than `waiting`, but at least the `waiting − size` that always stay
 * behind.
 * Refused: batch-size-wrong.
 */
export function checkBatchSizes(sizes: readonly number[], rule: BatchRule): void {
  const last = sizes.at(-1);
  if (last === undefined) return;
  const wrong = sizes.slice(0, -1).find((size) => (rule.timed ? size < rule.size : size !== rule.size));
  if (wrong !== undefined) throw new Refused('batch-size-wrong', `${wrong} instead of ${rule.size}`);
  if (rule.timed) return;
  const least = sizes.length === 1 ? 1 : rule.waiting - rule.size;
  if (last < least || last >= rule.waiting)
    throw new Refused('batch-size-wrong', `${last} in the last entry`);
}

/**
 * How many ballots leave now, of `waiting` in the box: the size of the next entry, or 0. For the last entry, at close, call
 * it until it says 0 and publish the rest.
 */
export function nextBatchSize(waiting: number, rule: BatchRule): number {
  return waiting >= rule.waiting ? rule.size : 0;
}
