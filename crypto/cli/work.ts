import { checkBallot } from '../ballot.ts';
import type { Election } from '../election.ts';
import { asRefused } from '../refusal.ts';
import { checkBatch, type BallotBatch, type BatchOutcome } from '../verification/ballot-batch.ts';

/** What threads are asked to do: check a batch as a whole, or ballots one by one. */
export type Task = { readonly batch: BallotBatch } | { readonly each: readonly string[] };

/** What came of one ballot: the credential that signed it, or what was wrong. */
export type BallotOutcome =
  { readonly credential: string } | { readonly code: string; readonly detail: string };

/** The answer to a task of the same kind. */
export type TaskOutcome = { readonly batch: BatchOutcome } | { readonly each: readonly BallotOutcome[] };

/** What a thread does with a task; in this thread just as well. */
export function work(election: Election, task: Task): TaskOutcome {
  if ('batch' in task) return { batch: checkBatch(election, task.batch) };
  return { each: task.each.map((text) => outcomeOf(election, text)) };
}

function outcomeOf(election: Election, text: string): BallotOutcome {
  try {
    return { credential: checkBallot(election, text).credential };
  } catch (error) {
    const { code, detail } = asRefused(error);
    return { code, detail };
  }
}
