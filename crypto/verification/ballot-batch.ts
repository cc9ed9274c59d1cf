import { checkBallot } from '../ballot.ts';
import { refuseOutsiders } from '../count/electorate.ts';
import { composeTally, encryptTally, type CountedBallot } from '../count/tally.ts';
import type { Election } from '../election.ts';
import { asRefused, within } from '../refusal.ts';

/** Work for one thread; every part of it can be sent between threads. */
export interface BallotBatch {
  /** Place of the first ballot in the archive. */
  readonly first: number;
  readonly ballots: readonly string[];
  /** Weight with which each ballot counts: 0 where a later one of the same credential replaces it. */
  readonly weights: readonly bigint[];
  /** Credentials to be checked as elements of the group; those of ballots are checked with the ballots. */
  readonly credentials: readonly string[];
}

/** What came of a batch: the tally of its ballots, or the first fault. */
export type BatchOutcome = { readonly tally: string } | { readonly code: string; readonly detail: string };

/** Checks batches, here or in other threads. */
export interface BallotChecker {
  /** How many batches may be under way at once. */
  readonly width: number;
  check(batch: BallotBatch): Promise<BatchOutcome>;
}

/** Checks every ballot of a batch completely, also those that others replace, and multiplies those that count. */
export function checkBatch(election: Election, batch: BallotBatch): BatchOutcome {
  try {
    within('credentials', () => refuseOutsiders(election.group, batch.credentials));
    const counted: CountedBallot[] = [];
    batch.ballots.forEach((text, i) => {
      const ballot = within(`ballot ${batch.first + i}`, () => checkBallot(election, text));
      const weight = batch.weights[i]!;
      if (weight > 0n) counted.push({ ballot, weight });
    });
    return { tally: composeTally(encryptTally(election, counted)) };
  } catch (error) {
    const { code, detail } = asRefused(error);
    return { code, detail };
  }
}

/** Checks in this thread, one batch after the other. */
export function localChecker(election: Election): BallotChecker {
  return { width: 1, check: async (batch) => checkBatch(election, batch) };
}
