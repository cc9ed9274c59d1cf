import { Refused } from '../refusal.ts';
import type { EventType } from './event.ts';

/**
 * Setup Ballot* EndBallots EncryptedTally [Shuffle+ EndShuffles] PartialDecryption+ Result, and nothing after it.
 * The stock tools do not check the order of events; every deviation makes ballots vanish or results ambiguous.
 */
const FOLLOWS: Readonly<Record<EventType | 'start', readonly EventType[]>> = {
  start: ['Setup'],
  Setup: ['Ballot', 'EndBallots'],
  Ballot: ['Ballot', 'EndBallots'],
  EndBallots: ['EncryptedTally'],
  EncryptedTally: ['Shuffle', 'PartialDecryption'],
  Shuffle: ['Shuffle', 'EndShuffles'],
  EndShuffles: ['PartialDecryption'],
  PartialDecryption: ['PartialDecryption', 'Result'],
  Result: [],
};

/** Where in the sequence an archive stands; `step` refuses what may not come next. */
export class EventGrammar {
  #last: EventType | 'start' = 'start';

  /** @throws Refused event-out-of-order */
  step(type: EventType): void {
    if (!FOLLOWS[this.#last].includes(type))
      throw new Refused('event-out-of-order', `${type} after ${this.#last}`);
    this.#last = type;
  }

  /** @throws Refused archive-unfinished when the sequence has not come to its Result */
  finish(): void {
    if (this.#last !== 'Result') throw new Refused('archive-unfinished', `it ends after ${this.#last}`);
  }
}
