import type { VoteConfiguration } from '#lib/referendums/referendum.ts';

/** What one vote of the secrecy test shall be like. */
export interface RunWish {
  readonly url: string;
  readonly adminUrl: string;
  readonly folder: string;
  /** Fixes who draws early and in which order all draw and vote. */
  readonly seed: string;
  readonly voters: number;
  readonly configuration: Partial<VoteConfiguration>;
  /** False: draw marks and ballots are written as a careless product would. */
  readonly rewriting: boolean;
}

/** What really happened; the analyst never sees it. */
export interface Truth {
  readonly uuid: string;
  readonly voters: readonly VoterTruth[];
  /** Trackers of the ballots that waited when the middle dump was taken: their order is known. */
  readonly waiting: readonly string[];
  /** Codes and keys of the cards and randomness of the ballots, which nobody but the voters may ever have seen. */
  readonly secrets: readonly string[];
}

export interface VoterTruth {
  readonly line: string;
  readonly tracker: string;
  readonly drewEarly: boolean;
  /** As a ballot's plain votes are written, without brackets or blanks: "0,1,0". */
  readonly choice: string;
}
