import type { TrusteeBoard } from '#crypto';
import type { ReferendumState } from './state.ts';

/** Everything trustees have said in the running attempt; what each page computes its next step from. */
export interface CeremonyBoard extends TrusteeBoard {
  /** Attempts before this one failed. */
  readonly attempt: number;
}

/** Somebody at the table. */
export interface SeatedTrustee {
  readonly index: number;
  readonly name: string;
  /** The body that sent them. */
  readonly body: string;
}

/** An attempt that is over without a key. */
export interface FailedAttempt {
  readonly attempt: number;
  /** As it stands on the record. */
  readonly reason: string;
  /** Who is to blame, and who showed it; null where the committee let everybody begin anew. */
  readonly fault: { readonly by: number; readonly complainer: number; readonly code: string } | null;
}

/** What a trustee's page needs, for trustees alone. */
export interface TrusteeDesk {
  readonly uuid: string;
  readonly title: string;
  readonly state: ReferendumState;
  /** The actor's own number. */
  readonly index: number;
  readonly board: CeremonyBoard;
  readonly people: readonly SeatedTrustee[];
  readonly failed: readonly FailedAttempt[];
  /** The first messages of the own failed attempts: whoever would send one of them again holds a seed that is spent. */
  readonly spent: readonly string[];
  /** Whether the election's bytes are fixed: the ceremony is over. */
  readonly isFrozen: boolean;
  readonly closesAt: string;
}

/** What came from a trustee in the count. */
export interface HandedDecryption {
  readonly index: number;
  /** Why it is ignored; null for one that counts. */
  readonly fault: string | null;
}

/** What the count's page needs. */
export interface CountDesk {
  readonly uuid: string;
  readonly state: ReferendumState;
  readonly index: number;
  readonly threshold: number;
  /** Until when factors are taken. */
  readonly deadline: string;
  /** Null until the encrypted tally stands on the record. */
  readonly count: {
    readonly election: string;
    readonly trustees: string;
    readonly tally: string;
    readonly ballots: number;
    /** What is signed before a factor leaves; root in base64. */
    readonly closing: { readonly origin: string; readonly size: number; readonly root: string };
    /** The same as a signed note with the cosignatures of witnesses. */
    readonly note: string;
  } | null;
  readonly handed: readonly HandedDecryption[];
  readonly witnesses: { readonly needed: number; readonly signed: number };
}
