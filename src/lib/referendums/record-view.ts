import type { RecordType } from '#crypto';
import type { ReferendumState } from './state.ts';

/** One entry of the record as its page tells it: values for the words of its type. */
export interface ToldEntry {
  readonly index: number;
  readonly type: RecordType;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  /** Of an entry with ballots. */
  readonly trackers: readonly string[];
}

export interface RecordPage {
  readonly uuid: string;
  readonly title: string;
  readonly state: ReferendumState;
  readonly opensAt: Date;
  readonly closesAt: Date;
  readonly origin: string;
  readonly key: string;
  readonly size: number;
  readonly root: string;
  readonly checkpoint: string;
  readonly entries: readonly ToldEntry[];
  readonly nextFrom: number | null;
  readonly from: number;
  /** From the close on, roll numbers can be looked up. */
  readonly isClosed: boolean;
  readonly isCounted: boolean;
  readonly isOver: boolean;
}

export interface PublicReferendum {
  readonly uuid: string;
  readonly title: string;
  readonly state: ReferendumState;
  readonly closesAt: Date;
  readonly size: number;
}

/** Where an entry stands, with the way by which a stranger checks it. */
export interface EntryProof {
  readonly index: number;
  readonly size: number;
  readonly line: string;
  readonly path: readonly string[];
}
