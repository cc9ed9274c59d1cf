import { type NoteKey, NOTE_KEY_TYPES, parseNoteKey, Refused } from '#crypto';

/** A server that cosigns, as the operator configures it. */
export interface Witness {
  readonly key: NoteKey;
  /** Where checkpoints are sent to (C2SP tlog-witness, without `/add-checkpoint`); null where the witness comes by itself. */
  readonly address: string | null;
}

/**
 * A witness from its configuration: `KEY` or `KEY ADDRESS`, where KEY is its note key of the kind that cosigns.
 * Throws Refused: witness-malformed, key-….
 */
export function parseWitness(line: string): Witness {
  const [key = '', address, ...more] = line.trim().split(/\s+/);
  const noteKey = parseNoteKey(key);
  const isAddress = address === undefined || /^https?:\/\/[^\s?#]+$/.test(address);
  if (noteKey.type !== NOTE_KEY_TYPES.cosignature || !isAddress || more.length > 0) {
    throw new Refused('witness-malformed', line.slice(0, 200));
  }
  return { key: noteKey, address: address?.replace(/\/$/, '') ?? null };
}

/** How many different witnesses must have signed before the count begins: all but one, at least one where there are any. */
export function witnessesNeeded(witnesses: readonly Witness[]): number {
  return witnesses.length < 2 ? witnesses.length : witnesses.length - 1;
}
