import type { ByteSource } from '../archive/byte-queue.ts';
import { parseBase64 } from '../base64.ts';
import { checkCard, type PssEngine, webPss } from '../card.ts';
import { sha256Base64 } from '../hash.ts';
import type { TreeHead } from '../log/proof.ts';
import { checkBallotsEntry } from '../record/batch.ts';
import type {
  BallotsEntry,
  CloseEntry,
  EntryOf,
  RecordedBallot,
  RecordEntry,
  SetupEntry,
} from '../record/entry.ts';
import type { Ending } from '../record/grammar.ts';
import { type PlacedEntry, RecordReading } from '../record/record.ts';
import { checkSetupEntry, type SetupKeys } from '../record/setup.ts';
import { Refused, within } from '../refusal.ts';
import { credentialIn } from '../verification/outline.ts';

/** What a reading of a record leaves behind: everything but the ballots. */
export interface RecordOutline {
  readonly head: TreeHead;
  readonly ending: Ending;
  readonly setup: SetupEntry;
  readonly keys: SetupKeys;
  readonly roll: EntryOf<'roll'> | undefined;
  /** Per credential on the record, in the order of their ballots, `cardDigest` of its card. */
  readonly cards: ReadonlyMap<string, string>;
  readonly batchSizes: readonly number[];
  readonly close: CloseEntry | undefined;
  /** The tree up to and with the close entry. */
  readonly closingHead: TreeHead | undefined;
  readonly tally: EntryOf<'encrypted-tally'> | undefined;
  readonly agreements: readonly EntryOf<'agreement'>[];
  readonly decryptions: readonly EntryOf<'partial-decryption'>[];
  readonly result: EntryOf<'result'> | undefined;
  readonly confirmation: EntryOf<'confirmation'> | undefined;
  readonly archived: EntryOf<'archived'> | undefined;
}

/** How a record is gone through. */
export interface RecordReadingOptions {
  /** Who verifies the signatures of cards. */
  readonly pss?: PssEngine | undefined;
  readonly onCards?: ((done: number) => void) | undefined;
  /** Is given each entry with ballots after its cards were checked. */
  readonly onBallots?: ((entry: BallotsEntry, before: OutlineSoFar) => Promise<void>) | undefined;
}

/** What is known while the ballots pass. */
export interface OutlineSoFar {
  readonly setup: SetupEntry;
  /** How many ballots stand before. */
  readonly ballots: number;
}

/** The one value that stands for a card's randomizer and signature. */
export function cardDigest({
  randomizer,
  signature,
}: Pick<RecordedBallot, 'randomizer' | 'signature'>): string {
  return sha256Base64(`${randomizer}|${signature}`);
}

/**
 * Reads a whole record: form and order of entries, the setup in itself, order and trackers of ballots, and for every ballot
 * that its card is signed and was not used before. Memory is that of one entry and of one digest per card.
 * Refused: as `RecordReading`, `checkSetupEntry`, `checkBallotsEntry`, `checkCard`; ballot-not-canonical, card-used-twice,
 * record-without-setup.
 * Not checked: the ballots in themselves, and whatever needs the archive.
 */
export async function outlineRecord(
  source: ByteSource,
  options: RecordReadingOptions = {},
): Promise<RecordOutline> {
  const reading = new RecordReading(source);
  const draft = new Draft(options);
  for await (const placed of reading.entries()) {
    await draft.take(placed);
  }
  return draft.finish(reading);
}

class Draft {
  readonly #options: RecordReadingOptions;
  readonly #last = new Map<RecordEntry['type'], RecordEntry>();
  readonly #agreements: EntryOf<'agreement'>[] = [];
  readonly #decryptions: EntryOf<'partial-decryption'>[] = [];
  readonly #cards = new Map<string, string>();
  readonly #batchSizes: number[] = [];
  #keys: SetupKeys | undefined;
  #closingHead: TreeHead | undefined;

  constructor(options: RecordReadingOptions) {
    this.#options = options;
  }

  async take({ index, entry, head }: PlacedEntry): Promise<void> {
    if (entry.type === 'ballots') return this.#takeBallots(index, entry);
    if (entry.type === 'setup') this.#keys = within(`entry ${index}`, () => checkSetupEntry(entry));
    if (entry.type === 'close') this.#closingHead = head;
    if (entry.type === 'agreement') this.#agreements.push(entry);
    if (entry.type === 'partial-decryption') this.#decryptions.push(entry);
    this.#last.set(entry.type, entry);
  }

  finish({ head, ending }: RecordReading): RecordOutline {
    const setup = this.#of('setup');
    if (setup === undefined || this.#keys === undefined) throw new Refused('record-without-setup');
    return {
      head,
      ending,
      setup,
      keys: this.#keys,
      roll: this.#of('roll'),
      cards: this.#cards,
      batchSizes: this.#batchSizes,
      close: this.#of('close'),
      closingHead: this.#closingHead,
      tally: this.#of('encrypted-tally'),
      agreements: this.#agreements,
      decryptions: this.#decryptions,
      result: this.#of('result'),
      confirmation: this.#of('confirmation'),
      archived: this.#of('archived'),
    };
  }

  async #takeBallots(index: number, entry: BallotsEntry): Promise<void> {
    within(`entry ${index}`, () => checkBallotsEntry(entry));
    const setup = this.#of('setup') as SetupEntry;
    const { cardKey } = this.#keys as SetupKeys;
    const { pss = webPss, onCards, onBallots } = this.#options;
    const before = this.#cards.size;
    const credentials = entry.ballots.map((recorded) => this.#newCard(recorded));
    await Promise.all(
      entry.ballots.map(async ({ randomizer, signature }, i) => {
        const card = { randomizer: parseBase64(randomizer), signature: parseBase64(signature) };
        const scope = { uuid: setup.uuid, key: cardKey };
        await checkCard({ ...card, credential: credentials[i] as string }, scope, pss);
      }),
    );
    this.#batchSizes.push(entry.ballots.length);
    onCards?.(this.#cards.size);
    await onBallots?.(entry, { setup, ballots: before });
  }

  #newCard(recorded: RecordedBallot): string {
    const credential = credentialIn(recorded.ballot);
    if (credential === undefined) throw new Refused('ballot-not-canonical', recorded.tracker);
    if (this.#cards.has(credential)) throw new Refused('card-used-twice', recorded.tracker);
    this.#cards.set(credential, cardDigest(recorded));
    return credential;
  }

  #of<T extends RecordEntry['type']>(type: T): EntryOf<T> | undefined {
    return this.#last.get(type) as EntryOf<T> | undefined;
  }
}
