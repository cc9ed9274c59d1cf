import { type CardKey, parseCardKey } from '../card-key.ts';
import type { Election } from '../election.ts';
import { openCheckpoint } from '../log/checkpoint.ts';
import { checkWitnesses, type WitnessPolicy } from '../log/cosignature.ts';
import type { NoteKey } from '../log/note.ts';
import { isEqualHash } from '../log/proof.ts';
import { checkBatchSizes } from '../record/batch.ts';
import { credentialAuthority } from '../record/setup.ts';
import { Refused } from '../refusal.ts';
import type { Turnout } from './files.ts';
import type { RecordOutline } from './record-outline.ts';

/** What a record is compared with. */
export interface Claim {
  readonly checkpoint: string;
  readonly recordKey?: NoteKey | undefined;
  readonly witnesses?: WitnessPolicy | undefined;
}

/**
 * Checks that the checkpoint is over exactly this record.
 * @returns how many known witnesses signed it
 * Refused: record-key-differs, checkpoint-differs, as `openCheckpoint` and `checkWitnesses`.
 */
export function checkHead(
  { head, keys }: RecordOutline,
  { checkpoint, recordKey, witnesses }: Claim,
): number {
  const key = recordKey ?? keys.recordKey;
  if (key.name !== keys.recordKey.name || !isEqualHash(key.publicKey, keys.recordKey.publicKey)) {
    throw new Refused('record-key-differs', keys.recordKey.name);
  }
  const { size, root } = openCheckpoint(checkpoint, key);
  if (size !== head.size || !isEqualHash(root, head.root)) throw new Refused('checkpoint-differs', `${size}`);
  return witnesses === undefined ? 0 : checkWitnesses(checkpoint, witnesses).length;
}

/** Checks that `card-key.pem` is the key of the setup. Refused: card-key-differs, card-key-invalid, base64-not-canonical. */
export function checkCardKey({ keys }: RecordOutline, pem: string): CardKey {
  const key = parseCardKey(pem);
  if (key.hash !== keys.cardKey.hash) throw new Refused('card-key-differs');
  return key;
}

/**
 * Checks that the referendum came to its count, and the numbers at close.
 * Refused: referendum-not-counted, roll-differs, batch-size-wrong, ballots-miscounted, draws-beyond-roll,
 * ballots-beyond-draws, card-key-kept, too-few-ballots.
 */
export function checkClosing(record: RecordOutline): Turnout {
  const { close, ending, setup, cards } = record;
  if (ending !== 'result' || close === undefined) throw new Refused('referendum-not-counted', ending);
  refuseOtherRoll(record);
  checkBatchSizes(record.batchSizes, setup.batches);
  if (close.ballots !== cards.size) throw new Refused('ballots-miscounted', `${close.ballots}`);
  if ((close.draws.at(-1) ?? 0) > setup.roll.size) throw new Refused('draws-beyond-roll');
  if (cards.size > close.draws.length) throw new Refused('ballots-beyond-draws', `${cards.size}`);
  if (!close.cardKeyDestroyed) throw new Refused('card-key-kept');
  const isEnough = cards.size >= setup.least.ballots && setup.roll.size >= setup.least.roll;
  if (!isEnough) throw new Refused('too-few-ballots', `${cards.size}`);
  const [roll, draws, ballots] = [setup.roll.size, close.draws.length, cards.size];
  return { roll, draws, ballots, unvotedCards: draws - ballots };
}

function refuseOtherRoll({ roll, setup }: RecordOutline): void {
  const isSame =
    roll === undefined || (roll.roll.size === setup.roll.size && roll.roll.hash === setup.roll.hash);
  if (!isSame) throw new Refused('roll-differs');
}

/**
 * Checks that the election of the archive is this referendum's, and that its fingerprint fixes card key, roll and times.
 * @returns the field that does it
 * Refused: election-differs, setup-not-fixed.
 */
export function checkFixed({ setup, keys }: RecordOutline, election: Election): string {
  if (election.uuid !== setup.uuid || election.text !== setup.election) throw new Refused('election-differs');
  const { roll, opens, closes } = setup;
  const expected = credentialAuthority({ cardKey: keys.cardKey, roll, opens, closes });
  if (election.credentialAuthority !== expected) throw new Refused('setup-not-fixed');
  return expected;
}
