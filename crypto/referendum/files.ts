import type { ByteSource } from '../archive/byte-queue.ts';

/** The public files of a counted referendum. The large ones are opened several times, each time from the beginning. */
export interface ReferendumFiles {
  /** `election.bel` */
  readonly archive: () => ByteSource;
  /** `cards.json` */
  readonly cards: () => ByteSource;
  /** `record.jsonl` */
  readonly record: () => ByteSource;
  /** `checkpoint` */
  readonly checkpoint: string;
  /** `card-key.pem` */
  readonly cardKey: string;
}

/** Numbers of a referendum that was accepted. */
export interface Turnout {
  readonly roll: number;
  readonly draws: number;
  readonly ballots: number;
  /** Cards drawn and not voted with: as many ballots could have been added unseen by whoever holds the card key. */
  readonly unvotedCards: number;
}
