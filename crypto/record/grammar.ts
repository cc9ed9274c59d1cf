import { Refused } from '../refusal.ts';
import type { RecordEntry, RecordType } from './entry.ts';

const PREPARATION: readonly RecordType[] = ['ceremony', 'ceremony-failed', 'setup', 'abort'];
const AFTER_CLOSE: readonly RecordType[] = [
  'objection',
  'counting',
  'encrypted-tally',
  'too-few-ballots',
  'abort',
];
const DECRYPTION: readonly RecordType[] = ['agreement', 'partial-decryption', 'not-countable'];

/** What may follow what. No shortcut, no way back. */
const FOLLOWS: Readonly<Record<RecordType | 'start', readonly RecordType[]>> = {
  start: ['inspection', 'roll', ...PREPARATION],
  inspection: ['roll', 'abort'],
  roll: PREPARATION,
  ceremony: PREPARATION,
  'ceremony-failed': PREPARATION,
  setup: ['opened', 'ballots', 'close', 'abort'],
  opened: ['ballots', 'close', 'abort'],
  ballots: ['ballots', 'close', 'abort'],
  close: AFTER_CLOSE,
  objection: AFTER_CLOSE,
  counting: ['encrypted-tally', 'abort'],
  'encrypted-tally': [...DECRYPTION, 'abort'],
  agreement: [...DECRYPTION, 'abort'],
  'partial-decryption': [...DECRYPTION, 'result'],
  result: ['confirmation'],
  confirmation: ['keys-destroyed', 'archived'],
  'not-countable': ['keys-destroyed', 'archived'],
  'too-few-ballots': ['keys-destroyed', 'archived'],
  'keys-destroyed': ['keys-destroyed', 'archived'],
  archived: ['keys-destroyed'],
  abort: ['keys-destroyed', 'archived'],
};

/** How a referendum came out; `none` while it runs. */
export type Ending = 'none' | 'result' | 'abort' | 'not-countable' | 'too-few-ballots';
const ENDINGS: readonly RecordType[] = ['result', 'abort', 'not-countable', 'too-few-ballots'];

/** Where in its course a record stands; `step` refuses what may not come next. */
export class RecordGrammar {
  #last: RecordType | 'start' = 'start';
  #uuid: string | undefined;
  #isClosed = false;
  #isDecrypting = false;
  #ending: Ending = 'none';

  get ending(): Ending {
    return this.#ending;
  }

  /**
   * Refused: entry-out-of-order, entry-of-other-referendum, abort-without-proof (after the close a proven fault is needed),
   * abort-too-late (a decryption factor exists).
   */
  step(entry: RecordEntry): void {
    const { type } = entry;
    if (!FOLLOWS[this.#last].includes(type))
      throw new Refused('entry-out-of-order', `${type} after ${this.#last}`);
    this.#uuid ??= entry.uuid;
    if (entry.uuid !== this.#uuid) throw new Refused('entry-of-other-referendum', entry.uuid);
    if (type === 'abort') this.#refuseAbort(entry.evidence !== undefined);
    this.#last = type;
    this.#isClosed ||= type === 'close';
    this.#isDecrypting ||= type === 'partial-decryption';
    if (ENDINGS.includes(type)) this.#ending = type as Ending;
  }

  #refuseAbort(hasEvidence: boolean): void {
    if (this.#isDecrypting) throw new Refused('abort-too-late');
    if (this.#isClosed && !hasEvidence) throw new Refused('abort-without-proof');
  }
}
