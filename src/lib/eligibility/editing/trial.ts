import type { Reason } from '../rule.ts';
import type { Verdict } from '../verdict.ts';

/** On whom a rule is tried. */
export const TRIAL_EXTENTS = ['named', 'sample', 'everyone'] as const;
export type TrialExtent = (typeof TRIAL_EXTENTS)[number];

/** How one person fares; `before` is the answer of the version compared with. */
export interface TriedPerson {
  readonly personId: string;
  readonly unitPath: string;
  readonly verdict: Verdict;
  readonly before: Verdict | null;
  readonly reasons: readonly Reason[];
  readonly changesOn: string | null;
}

/** From one answer to another, by name: `no→yes` is somebody gained. */
export type Passage = `${Verdict}→${Verdict}`;

/** What came of a trial: counts about all, people for the few that a page can show. */
export interface TrialOutcome {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How often each reason decided a no or an unknown, by its code. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Only where two versions are compared. */
  readonly passages: Readonly<Partial<Record<Passage, number>>>;
  readonly people: readonly TriedPerson[];
}
