import { paddedBase64, parsePaddedBase64 } from '../base64.ts';
import { Refused } from '../refusal.ts';
import { HASH_LENGTH } from './merkle.ts';
import { type NoteKey, type NoteSigner, openNote, parseNote, signNote } from './note.ts';
import type { TreeHead } from './proof.ts';

/** What a checkpoint says: this log had this many entries with this root. */
export interface Checkpoint extends TreeHead {
  /** Which log: a name like an address, `vote.example.org/record/UUID`. */
  readonly origin: string;
}

const SIZE = /^(?:0|[1-9][0-9]{0,15})$/;

/** The text of a checkpoint: origin, size and root, one line each. Source: C2SP tlog-checkpoint. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${paddedBase64(root)}\n`;
}

/**
 * The exact inverse of `checkpointText`. Extension lines are refused: nobody could audit what they say.
 * Refused: checkpoint-malformed, base64-not-canonical.
 */
export function parseCheckpointText(text: string): Checkpoint {
  const [origin = '', size = '', root = '', end, ...more] = text.split('\n');
  const isShaped = origin !== '' && SIZE.test(size) && end === '' && more.length === 0;
  if (!isShaped || !Number.isSafeInteger(Number(size))) throw new Refused('checkpoint-malformed');
  const hash = parsePaddedBase64(root);
  if (hash.length !== HASH_LENGTH) throw new Refused('checkpoint-malformed', 'root');
  return { origin, size: Number(size), root: hash };
}

/** The checkpoint as a note signed by the log. */
export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): string {
  return signNote(checkpointText(checkpoint), signer);
}

/**
 * What a signed checkpoint says, after its signature by the log's key was checked.
 * Refused: all codes of `openNote` and `parseCheckpointText`; origin-wrong where the key's name is not the origin.
 */
export function openCheckpoint(note: string, logKey: NoteKey): Checkpoint {
  const checkpoint = parseCheckpointText(openNote(note, logKey));
  if (checkpoint.origin !== logKey.name) throw new Refused('origin-wrong', checkpoint.origin);
  return checkpoint;
}

/** What a checkpoint claims, with no signature checked. Refused: note-malformed, checkpoint-malformed. */
export function claimedCheckpoint(note: string): Checkpoint {
  return parseCheckpointText(parseNote(note).text);
}
