import type { ByteSource } from '../archive/byte-queue.ts';
import { composeTally, type EncryptedTally, encryptTally, mergeTallies, parseTally } from '../count/tally.ts';
import { type Election, parseElection } from '../election.ts';
import { ed25519 } from '../group/ed25519.ts';
import type { Group } from '../group/group.ts';
import type { Checkpoint } from '../log/checkpoint.ts';
import { checkBatchSizes } from '../record/batch.ts';
import type { BallotsEntry } from '../record/entry.ts';
import { Refused, within } from '../refusal.ts';
import { parseTrustees, type Trustees } from '../trustees/trustees.ts';
import { type BallotChecker, localChecker } from '../verification/ballot-batch.ts';
import { checkFixed } from './check-record.ts';
import { outlineRecord, type RecordOutline, type RecordReadingOptions } from './record-outline.ts';

/** How a trustee's page goes through the record. */
export interface ClosedRecordOptions extends Pick<RecordReadingOptions, 'pss'> {
  readonly groups?: readonly Group[];
  readonly checkerFor?: (election: Election) => BallotChecker;
  readonly onProgress?: (done: number) => void;
}

/** What a trustee has seen with the own eyes before any factor is computed. */
export interface ClosedRecord {
  readonly election: Election;
  readonly trustees: Trustees;
  /** The tally, computed again from the ballots. */
  readonly tally: EncryptedTally;
  /** Its written form, to compare with what the server announces. */
  readonly tallyText: string;
  readonly ballots: number;
  /** What to sign (`createAgreement`) and to compare with the others outside of the platform. */
  readonly closing: Checkpoint;
  readonly outline: RecordOutline;
}

/**
 * Goes through a record that is closed, as each trustee does before decrypting: everything that `outlineRecord` checks, every
 * ballot completely, the sizes of batches, that the election fixes the setup, and the tally computed again. Where a tally
 * stands on the record already, it must be this one.
 * Refused: record-not-closed, public-key-wrong, encrypted-tally-wrong, and as `outlineRecord`, `checkFixed`, `checkBallot`.
 * Not checked: the log's signature (`openCheckpoint` with `checkConsistency`), draws against the roll.
 */
export async function readClosedRecord(
  source: ByteSource,
  options: ClosedRecordOptions = {},
): Promise<ClosedRecord> {
  const counting = new RecordCount(options);
  const { pss } = options;
  const outline = await outlineRecord(source, {
    pss,
    onBallots: (entry, before) => counting.take(entry, before),
  });
  const { closingHead, keys, setup, cards } = outline;
  if (closingHead === undefined) throw new Refused('record-not-closed');
  const { election, tally } = counting.finish(setup.election);
  checkFixed(outline, election);
  checkBatchSizes(outline.batchSizes, setup.batches);
  const trustees = parseTrustees(election.group, setup.trustees);
  if (!election.group.isEqual(trustees.publicKey, election.publicKey)) throw new Refused('public-key-wrong');
  const tallyText = composeTally(tally);
  const isAnnounced = outline.tally === undefined || outline.tally.tally === tallyText;
  if (!isAnnounced) throw new Refused('encrypted-tally-wrong');
  const closing = { origin: keys.recordKey.name, ...closingHead };
  return { election, trustees, tally, tallyText, ballots: cards.size, closing, outline };
}

/** Checks ballots entry by entry and multiplies them. */
class RecordCount {
  readonly #options: ClosedRecordOptions;
  #election: Election | undefined;
  #checker: BallotChecker | undefined;
  #tally: EncryptedTally | undefined;

  constructor(options: ClosedRecordOptions) {
    this.#options = options;
  }

  async take(
    { ballots }: BallotsEntry,
    before: { setup: { election: string }; ballots: number },
  ): Promise<void> {
    const { election, tally } = this.finish(before.setup.election);
    this.#checker ??= (this.#options.checkerFor ?? localChecker)(election);
    const batch = {
      first: before.ballots,
      ballots: ballots.map(({ ballot }) => ballot),
      weights: ballots.map(() => 1n),
      credentials: [],
    };
    const outcome = await this.#checker.check(batch);
    if ('code' in outcome) throw new Refused(outcome.code, outcome.detail);
    this.#tally = mergeTallies(election, [tally, parseTally(election, outcome.tally)]);
    this.#options.onProgress?.(before.ballots + ballots.length);
  }

  /** The election, and the tally so far. */
  finish(text: string): { election: Election; tally: EncryptedTally } {
    this.#election ??= within('setup', () => parseElection(text, this.#options.groups ?? [ed25519]));
    this.#tally ??= encryptTally(this.#election, []);
    return { election: this.#election, tally: this.#tally };
  }
}
