import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { paddedBase64, parsePaddedBase64 } from '../base64.ts';
import { sha256Bytes } from '../hash.ts';
import { Refused } from '../refusal.ts';
import { isSignatureValid, KEY_LENGTH, parsePublicKey, publicKeyOfSeed, signBytes } from './ed25519.ts';

/** Kinds of note keys by their identifier byte: plain Ed25519 and timestamped witness cosignatures. */
export const NOTE_KEY_TYPES = { ed25519: 1, cosignature: 4 } as const;
export type NoteKeyType = (typeof NOTE_KEY_TYPES)[keyof typeof NOTE_KEY_TYPES];

/** A public key that signs notes. Name and id together say which key a signature line claims to be from. */
export interface NoteKey {
  readonly name: string;
  readonly type: NoteKeyType;
  /** The first four bytes of a hash over name, type and key; 8 lower-case hex digits. Not a commitment. */
  readonly id: string;
  readonly publicKey: Uint8Array;
}

/** Who can sign notes: a key with its secret seed (32 bytes). */
export interface NoteSigner {
  readonly key: NoteKey;
  readonly seed: Uint8Array;
}

/** One signature line of a note, not yet checked. */
export interface NoteSignature {
  readonly name: string;
  readonly id: string;
  readonly signature: Uint8Array;
}

/** A note taken apart: `text` ends with a newline and is what the signatures cover. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** Characters of a note; far above what a checkpoint with all its witnesses needs. */
const MAX_NOTE = 100_000;
const MAX_SIGNATURES = 64;
const NAME = /^[^\s\p{White_Space}+\p{Cc}]{1,200}$/u;
const LINE = /^— (\S+) ([A-Za-z0-9+/=]+)$/u;
const VERIFIER_KEY = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/;
const CONTROL = /[^\P{Cc}\n]/u;

/**
 * A note key from its parts. Source: C2SP signed-note, "Signatures".
 * Refused: key-name-invalid (empty, spaces, plus), signing-key-invalid.
 */
export function noteKey(
  name: string,
  publicKey: Uint8Array,
  type: NoteKeyType = NOTE_KEY_TYPES.ed25519,
): NoteKey {
  if (!NAME.test(name)) throw new Refused('key-name-invalid', name.slice(0, 100));
  const hashed = Uint8Array.of(...new TextEncoder().encode(`${name}\n`), type, ...parsePublicKey(publicKey));
  return { name, type, id: bytesToHex(sha256Bytes(hashed).subarray(0, 4)), publicKey };
}

/** Who signs as `name` with the secret seed (32 bytes). Refused: key-name-invalid. */
export function noteSigner(
  name: string,
  seed: Uint8Array,
  type: NoteKeyType = NOTE_KEY_TYPES.ed25519,
): NoteSigner {
  return { key: noteKey(name, publicKeyOfSeed(seed), type), seed };
}

/** The key as one line, `name+id+base64(type ‖ key)`: the form in which logs and witnesses are configured. */
export function formatNoteKey(key: NoteKey): string {
  return `${key.name}+${key.id}+${paddedBase64(Uint8Array.of(key.type, ...key.publicKey))}`;
}

/**
 * The exact inverse of `formatNoteKey`.
 * Refused: key-malformed, key-type-unknown, key-name-invalid, signing-key-invalid, key-id-wrong, base64-not-canonical.
 */
export function parseNoteKey(line: string): NoteKey {
  const [, name = '', id, encoded = ''] = VERIFIER_KEY.exec(line) ?? [];
  if (id === undefined) throw new Refused('key-malformed', line.slice(0, 200));
  const bytes = parsePaddedBase64(encoded);
  const type = Object.values(NOTE_KEY_TYPES).find((known) => known === bytes[0]);
  if (type === undefined || bytes.length !== 1 + KEY_LENGTH) throw new Refused('key-type-unknown');
  const key = noteKey(name, bytes.slice(1), type);
  if (key.id !== id) throw new Refused('key-id-wrong', id);
  return key;
}

/**
 * The note `text` signed by one key (plain Ed25519).
 * @param text what is signed; must end with a newline and hold no control character but newlines (TypeError)
 */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n') || CONTROL.test(text)) throw new TypeError('not the text of a note');
  const signature = signBytes(signer.seed, new TextEncoder().encode(text));
  return `${text}\n${formatSignature({ ...signer.key, signature })}`;
}

/** A signature as a line of a note, with its newline. */
export function formatSignature({ name, id, signature }: NoteSignature): string {
  const bytes = Uint8Array.of(...hexToBytes(id), ...signature);
  return `— ${name} ${paddedBase64(bytes)}\n`;
}

/** The exact inverse of `formatSignature`, without the newline. Refused: note-malformed, base64-not-canonical. */
export function parseSignature(line: string): NoteSignature {
  const [, name = '', encoded = ''] = LINE.exec(line) ?? [];
  if (!NAME.test(name)) throw new Refused('note-malformed', 'signature line');
  const bytes = parsePaddedBase64(encoded);
  if (bytes.length < 5) throw new Refused('note-malformed', 'signature too short');
  return { name, id: bytesToHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

/**
 * Takes a note apart without checking any signature. Source: C2SP signed-note, "Format".
 * Refused: note-malformed (also above 100 000 characters or 64 signatures), base64-not-canonical.
 */
export function parseNote(note: string): Note {
  if (note.length > MAX_NOTE || !note.isWellFormed() || CONTROL.test(note))
    throw new Refused('note-malformed');
  const border = note.lastIndexOf('\n\n');
  if (border < 0 || !note.endsWith('\n') || border + 2 === note.length)
    throw new Refused('note-malformed', 'parts');
  const lines = note.slice(border + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new Refused('note-malformed', 'too many signatures');
  return { text: note.slice(0, border + 1), signatures: lines.map(parseSignature) };
}

/**
 * The text of a note, after the signature of `key` on it was found and checked. Lines of other keys are ignored.
 * Refused: note-malformed, base64-not-canonical, signature-missing (no line of this key), signature-invalid (any line of it).
 */
export function openNote(note: string, key: NoteKey): string {
  const { text, signatures } = parseNote(note);
  const own = signatures.filter(({ name, id }) => name === key.name && id === key.id);
  if (own.length === 0) throw new Refused('signature-missing', key.name);
  const message = new TextEncoder().encode(text);
  for (const { signature } of own) {
    if (!isSignatureValid(key.publicKey, message, signature))
      throw new Refused('signature-invalid', key.name);
  }
  return text;
}
