import type { Reason, Rule } from '#lib/eligibility/rule.ts';
import type { Verdict } from '#lib/eligibility/verdict.ts';
import type { DecisionRule, ReferendumText } from './referendum.ts';
import type { QuestionResult } from './result.ts';
import type { ReferendumState } from './state.ts';

/** An article as it is cited beside a number. */
export interface Citation {
  readonly number: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly href: string;
}

/** By the key under which the statute keeps it. */
export type Citations = Readonly<Record<string, Citation>>;

export interface Times {
  readonly rollObjectionUntil: Date;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly objectionsUntil: Date;
  readonly countingUntil: Date;
}

/** Where the reader stands on the roll. */
export interface OwnStanding {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly changesOn: string | null;
  /** Fixed once the roll is sealed. */
  readonly number: number | null;
  /** Whether a card was drawn in the reader's name; null for those who may draw none. */
  readonly drawn: boolean | null;
}

/** Ballots on the record against what the statute asks for. */
export interface PublishedTurnout {
  readonly published: number;
  readonly entitled: number;
  /** Least number for the quorum; null where none is asked for. */
  readonly needed: number | null;
}

export interface NamedTrustee {
  readonly index: number;
  readonly name: string;
  readonly body: string;
  /** In the count: has handed in factors that are right, wrong ones, or none. */
  readonly factors: 'right' | 'wrong' | null;
}

/** The result with everything the page says about it. */
export interface ResultView {
  readonly questions: readonly QuestionResult[];
  readonly ballots: number;
  readonly entitled: number;
  readonly draws: number;
  readonly confirmation: {
    readonly isConfirmed: boolean;
    readonly reason: string;
    readonly by: readonly string[];
  } | null;
}

export interface RaisedObjection {
  readonly id: string;
  readonly kind: 'missing-receipt' | 'foreign-draw' | 'other';
  readonly body: string;
  readonly receipt: string;
  readonly raisedAt: Date;
  readonly decision: 'upheld' | 'dismissed' | null;
  readonly decisionReason: string | null;
  /** Who raised it; only the committee sees the name. */
  readonly name: string | null;
}

/** What everyone who may read a referendum sees of it. */
export interface ReferendumFrame {
  readonly uuid: string;
  readonly state: ReferendumState;
  readonly asked: ReferendumText;
  readonly unit: { readonly name: string; readonly path: string };
  readonly times: Times;
  readonly cutOff: string;
  readonly rule: Rule;
  /** Names of the units in the rule and its reasons, by path. */
  readonly unitNames: readonly (readonly [string, string])[];
  readonly citations: Citations;
  readonly decision: DecisionRule;
  readonly threshold: number;
  readonly trustees: readonly NamedTrustee[];
  readonly fingerprint: string | null;
  readonly rollId: string | null;
  readonly rollSize: number | null;
  readonly minimumBallots: number;
  readonly turnout: PublishedTurnout | null;
  readonly result: ResultView | null;
  readonly endReason: string | null;
  /** Whether anything stands on its public record yet. */
  readonly hasRecord: boolean;
}

export interface MemberView extends ReferendumFrame {
  readonly own: OwnStanding | null;
  readonly objections: readonly RaisedObjection[];
  readonly isTrustee: boolean;
  readonly mayOversee: boolean;
}
