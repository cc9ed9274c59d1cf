import { parseBase64Of } from '../base64.ts';
import { type CardKey, cardKeyFromSpki } from '../card-key.ts';
import { sha256Base64 } from '../hash.ts';
import { type NoteKey, parseNoteKey } from '../log/note.ts';
import { Refused } from '../refusal.ts';
import type { RollCommitment, SetupEntry } from './entry.ts';

/** What the fingerprint of an election fixes beyond its own words. */
export interface FixedByElection {
  readonly cardKey: CardKey;
  readonly roll: RollCommitment;
  /** UTC to the second, as in the setup entry. */
  readonly opens: string;
  readonly closes: string;
}

/**
 * The value of the election's field `credential_authority`:
 * base64 (no padding) of `SHA-256("stimmhaus-setup|1|" H(cardKey) "|" size "|" H(roll) "|" opens "|" closes)`, hashes in hex.
 * Belenios' fingerprint φ covers the field, every proof covers φ: so one value shown to everyone fixes key, roll and times.
 */
export function credentialAuthority({ cardKey, roll, opens, closes }: FixedByElection): string {
  return sha256Base64(`stimmhaus-setup|1|${cardKey.hash}|${roll.size}|${roll.hash}|${opens}|${closes}`);
}

/** The keys that a setup entry names. */
export interface SetupKeys {
  readonly cardKey: CardKey;
  readonly recordKey: NoteKey;
}

/**
 * Checks a setup entry in itself.
 * Refused: card-key-invalid, key-… (record key), times-not-rising, batch-rule-invalid.
 * Not checked: that the election fixes it (compare `credentialAuthority`), and the election itself.
 */
export function checkSetupEntry(entry: SetupEntry): SetupKeys {
  if (entry.opens >= entry.closes) throw new Refused('times-not-rising', `${entry.opens}, ${entry.closes}`);
  if (entry.batches.waiting < 2 * entry.batches.size) throw new Refused('batch-rule-invalid');
  const cardKey = cardKeyFromSpki(parseBase64Of(422, entry.cardKey));
  return { cardKey, recordKey: parseNoteKey(entry.recordKey) };
}
