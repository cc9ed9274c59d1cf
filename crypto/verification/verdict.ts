import type { Count } from '../archive/count.ts';
import type { Refused } from '../refusal.ts';

/** The steps of a verification, in their order. */
export type CheckName =
  | 'election'
  | 'trustees'
  | 'archive'
  | 'credentials'
  | 'ballots'
  | 'encrypted tally'
  | 'partial decryptions'
  | 'result';

/** One step and how it went. After one that failed no other is tried. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in a few words for people. */
  readonly detail: string;
}

/** What is to be said about an archive. */
export interface Verdict {
  readonly verdict: 'accept' | 'reject' | 'unsupported';
  /** Empty for `accept`; otherwise the code of the refusal and where. */
  readonly reason: string;
  readonly checks: readonly Check[];
  /** The counts as the Result event has them; only for `accept`. */
  readonly result?: readonly (readonly Count[])[];
}

const MIXED_GROUP = 'RFC-3526-2048';
const MIXED_QUESTIONS = ['NonHomomorphic', 'Lists'];

/**
 * Whether a refusal says that something is wrong, or that we cannot judge it. Only what Belenios' version 1 really has and
 * this verifier leaves out is unsupported: questions that need verifiable shuffles, their group, and sizes beyond measure.
 * An unknown version, group or kind of question is wrong.
 */
export function verdictOf({ code, detail }: Refused): 'reject' | 'unsupported' {
  const word = detail.split(': ').at(-1) as string;
  const isLeftOut =
    (code === 'unsupported-group' && word === MIXED_GROUP) ||
    (code === 'unsupported-question' && MIXED_QUESTIONS.includes(word)) ||
    code === 'unsupported-record-size' ||
    code === 'unsupported-total-weight';
  return isLeftOut ? 'unsupported' : 'reject';
}

/** Keeps the list of checks while a verification runs. */
export class CheckList {
  readonly #checks: Check[] = [];
  #now: CheckName = 'archive';

  /** What is checked from here on; a refusal belongs to it. */
  begin(name: CheckName): void {
    this.#now = name;
  }

  /** What was begun is right. */
  pass(detail: string): void {
    this.#checks.push({ name: this.#now, ok: true, detail });
  }

  accepted(result: readonly (readonly Count[])[]): Verdict {
    return { verdict: 'accept', reason: '', checks: this.#checks, result };
  }

  /** The verdict that follows from a refusal of what was begun last. */
  refused(refusal: Refused): Verdict {
    const checks = [...this.#checks, { name: this.#now, ok: false, detail: refusal.message }];
    return { verdict: verdictOf(refusal), reason: refusal.message, checks };
  }
}
