import type { RulePreset } from './draft-forms.ts';
import type { RaisedObjection, ReferendumFrame } from './member-view.ts';
import type { VoteConfiguration } from './referendum.ts';
import type { ReferendumState } from './state.ts';
import type { Task } from './task.ts';

/** What the clock of a demo may be moved to. */
export type NextMoment = 'end-of-inspection' | 'opening' | 'closing' | 'end-of-objections';

/** How far the trustees are with the common key. */
export interface CeremonyProgress {
  readonly attempt: number;
  readonly size: number;
  /** Messages on the board by kind, of `size` each. */
  readonly commitments: number;
  readonly reveals: number;
  readonly shares: number;
  readonly verifications: number;
  readonly confirmations: number;
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
  readonly clock: { readonly to: NextMoment | null } | null;
}

/** A referendum in the list of those who oversee it. */
export interface ListedReferendum {
  readonly uuid: string;
  readonly title: string;
  readonly state: ReferendumState;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** Who drafted it. */
  readonly by: string;
  readonly task: Task | null;
}

/** A draft as its wizard shows it. */
export interface DraftView extends ReferendumFrame {
  readonly preset: RulePreset;
  readonly configuration: VoteConfiguration;
  /** Whether it is of the whole party, which has no branch rule. */
  readonly isWhole: boolean;
  readonly mayCommit: boolean;
}
