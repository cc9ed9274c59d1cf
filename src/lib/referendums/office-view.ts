import type { RaisedObjection, ReferendumFrame } from './member-view.ts';
import type { VoteConfiguration } from './referendum.ts';
import type { Task } from './task.ts';

/** How far the trustees are with the common key. */
export interface CeremonyProgress {
  readonly attempt: number;
  readonly size: number;
  /** Messages on the board by kind, of `size` each. */
  readonly commitments: number;
  readonly reveals: number;
  readonly shares: number;
  readonly signatures: number;
  readonly testsMade: number;
  /** Of size × size. */
  readonly testsAnswered: number;
  readonly testsConfirmed: number;
}

export interface Approvals {
  readonly act: 'open' | 'abort' | 'confirm' | 'refuse';
  readonly names: readonly string[];
  readonly reasons: readonly string[];
  /** Whether the reader is one of them. */
  readonly mine: boolean;
}

export interface RollStanding {
  readonly rollId: string;
  readonly state: 'computed' | 'laid-open' | 'sealed';
  readonly entitled: number;
  readonly unknown: number;
  readonly refused: number;
  readonly objectionsOpen: number;
  readonly hash: string | null;
}

export interface OfficeView extends ReferendumFrame {
  readonly configuration: VoteConfiguration;
  readonly task: Task | null;
  readonly roll: RollStanding | null;
  readonly ceremony: CeremonyProgress | null;
  readonly approvals: readonly Approvals[];
  readonly objections: readonly RaisedObjection[];
  readonly mayWrite: boolean;
  readonly mayCommit: boolean;
  readonly mayAbort: boolean;
  readonly abortNeedsEvidence: boolean;
  /** Where the clock may be moved: to what comes next; null in a real house. */
  readonly clock: { readonly to: 'opening' | 'closing' | 'end-of-objections' | null } | null;
}
