import { paddedBase64, parsePaddedBase64 } from '../base64.ts';
import { Refused } from '../refusal.ts';
import { type Checkpoint, checkpointText, openCheckpoint } from './checkpoint.ts';
import { cosign } from './cosignature.ts';
import { HASH_LENGTH } from './merkle.ts';
import type { NoteKey, NoteSigner } from './note.ts';
import { checkConsistency, type TreeHead } from './proof.ts';

/** What a log sends to a witness: a checkpoint, and the proof that it extends the tree of size `older`. */
export interface WitnessRequest {
  readonly older: number;
  readonly proof: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

const OLDER = /^old (0|[1-9][0-9]{0,15})$/;
const MAX_PROOF = 63;

/** The body of `add-checkpoint`. Source: C2SP tlog-witness. */
export function formatWitnessRequest({ older, proof, checkpoint }: WitnessRequest): string {
  return [`old ${older}`, ...proof.map(paddedBase64), '', checkpoint].join('\n');
}

/** The exact inverse of `formatWitnessRequest`. Refused: witness-request-malformed, base64-not-canonical. */
export function parseWitnessRequest(body: string): WitnessRequest {
  const border = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(border, 0)).split('\n');
  const older = Number(OLDER.exec(first)?.[1] ?? NaN);
  if (!Number.isSafeInteger(older) || lines.length > MAX_PROOF)
    throw new Refused('witness-request-malformed');
  const proof = lines.map(parsePaddedBase64);
  if (proof.some((hash) => hash.length !== HASH_LENGTH))
    throw new Refused('witness-request-malformed', 'proof');
  return { older, proof, checkpoint: body.slice(border + 2) };
}

/** What a witness keeps about one log: its key and the largest tree it signed (`size` 0 before the first). */
export interface WitnessedLog {
  readonly key: NoteKey;
  readonly seen: TreeHead;
}

/**
 * The whole judgement of a witness: signs a checkpoint only if it is signed by the log and extends what was seen before.
 * The caller must store `seen` before it gives the signature away, and judge the requests for one log one at a time.
 *
 * @param time Unix seconds
 * @returns the signature line, and what is now seen
 * Refused: codes of `openCheckpoint`; witness-size-differs (the request starts from another tree than the one seen; detail is
 * the size seen), record-forked, record-rolled-back, consistency-invalid. Source: C2SP tlog-witness.
 */
export function witness(
  request: WitnessRequest,
  log: WitnessedLog,
  by: { signer: NoteSigner; time: number },
) {
  const checkpoint: Checkpoint = openCheckpoint(request.checkpoint, log.key);
  if (checkpoint.size < log.seen.size) throw new Refused('record-rolled-back', `${log.seen.size}`);
  if (request.older !== log.seen.size) throw new Refused('witness-size-differs', `${log.seen.size}`);
  checkConsistency(log.seen, checkpoint, request.proof);
  const seen: TreeHead = { size: checkpoint.size, root: checkpoint.root };
  return { signature: cosign(checkpointText(checkpoint), by.signer, by.time), seen };
}
