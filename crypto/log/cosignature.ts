import { Refused } from '../refusal.ts';
import { isSignatureValid, signBytes, SIGNATURE_LENGTH } from './ed25519.ts';
import { formatSignature, NOTE_KEY_TYPES, type NoteKey, type NoteSigner, parseNote } from './note.ts';

/** Witnesses, and how many different ones of them must have signed. */
export interface WitnessPolicy {
  readonly needed: number;
  /** Keys of type `cosignature`. */
  readonly witnesses: readonly NoteKey[];
}

/** One witness that has signed a checkpoint, and when (Unix seconds, by its own clock). */
export interface Witnessed {
  readonly name: string;
  readonly time: number;
}

const TIMESTAMP_LENGTH = 8;

/**
 * The signature line (with newline) by which a witness says: at this time this was the largest tree I saw of this log, and
 * it extends every one I saw before. Source: C2SP tlog-cosignature, cosignature/v1.
 *
 * @param text the text of the checkpoint, without signatures
 * @param time Unix seconds
 * Not checked: that it is so. `witness.ts` does that.
 */
export function cosign(text: string, witness: NoteSigner, time: number): string {
  if (witness.key.type !== NOTE_KEY_TYPES.cosignature) throw new TypeError('not the key of a witness');
  const signature = new Uint8Array(TIMESTAMP_LENGTH + SIGNATURE_LENGTH);
  new DataView(signature.buffer).setBigUint64(0, BigInt(time));
  signature.set(signBytes(witness.seed, cosignedMessage(text, BigInt(time))), TIMESTAMP_LENGTH);
  return formatSignature({ ...witness.key, signature });
}

/**
 * Which of the witnesses have signed the checkpoint. A witness counts once, with its latest time.
 * Refused: note-malformed, base64-not-canonical, cosignature-invalid (a line of a known witness does not verify).
 * Not checked: the log's own signature (`openCheckpoint`), and whether the times are near.
 */
export function witnessesOf(note: string, witnesses: readonly NoteKey[]): Witnessed[] {
  const { text, signatures } = parseNote(note);
  const times = new Map<string, number>();
  for (const { name, id, signature } of signatures) {
    const witness = witnesses.find((known) => known.name === name && known.id === id);
    if (witness === undefined) continue;
    times.set(name, Math.max(times.get(name) ?? 0, cosignedTime(text, witness, signature)));
  }
  return Array.from(times, ([name, time]) => ({ name, time }));
}

/** Checks that enough witnesses have signed. Refused: as `witnessesOf`; witnesses-too-few. */
export function checkWitnesses(note: string, { needed, witnesses }: WitnessPolicy): Witnessed[] {
  const found = witnessesOf(note, witnesses);
  if (found.length < needed) throw new Refused('witnesses-too-few', `${found.length} of ${needed}`);
  return found;
}

function cosignedTime(text: string, witness: NoteKey, signature: Uint8Array): number {
  if (signature.length !== TIMESTAMP_LENGTH + SIGNATURE_LENGTH)
    throw new Refused('cosignature-invalid', witness.name);
  const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  const message = cosignedMessage(text, time);
  const isValid =
    time <= BigInt(Number.MAX_SAFE_INTEGER) &&
    isSignatureValid(witness.publicKey, message, signature.subarray(TIMESTAMP_LENGTH));
  if (!isValid) throw new Refused('cosignature-invalid', witness.name);
  return Number(time);
}

function cosignedMessage(text: string, time: bigint): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${text}`);
}
