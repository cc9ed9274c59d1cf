import {
  base64,
  checkConsistency,
  type Checkpoint,
  openCheckpoint,
  parseBase64,
  readClosedRecord,
  Refused,
} from '#crypto';

/** What the page has from the house, to be compared with what it computes itself. */
export interface RecountOrder {
  readonly uuid: string;
  /** The announced tally and election. */
  readonly tally: string;
  readonly election: string;
  readonly trustees: string;
  /** The closing checkpoint as a signed note, and the one remembered from the end of the ceremony. */
  readonly note: string;
  readonly remembered: string | null;
}

/** A record that was gone through from its first entry to its close, and what came out. */
export interface Recounted {
  readonly ballots: number;
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** Whether the record was seen to extend the one at the end of the ceremony; null where nothing was remembered. */
  readonly extended: number | null;
}

/** Answers of the worker. */
export type RecountNews =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly recounted: Recounted }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

type Tell = (done: number) => void;

/**
 * Loads the public record and counts the encrypted ballots again. Refused: whatever `readClosedRecord` refuses,
 * tally-differs, election-differs, trustees-differ, closing-differs, consistency-…, record-…, signature-….
 */
export async function recount(order: RecountOrder, tell: Tell): Promise<Recounted> {
  const record = await readClosedRecord(bytesOfRecord(order.uuid), { onProgress: tell });
  const { closing, outline, ballots } = record;
  if (record.tallyText !== order.tally) throw new Refused('tally-differs');
  if (outline.setup.election !== order.election) throw new Refused('election-differs');
  if (outline.setup.trustees !== order.trustees) throw new Refused('trustees-differ');
  const signed = openCheckpoint(order.note, outline.keys.recordKey);
  if (signed.size !== closing.size || base64(signed.root) !== base64(closing.root))
    throw new Refused('closing-differs');
  let extended: number | null = null;
  if (order.remembered !== null) {
    const older = openCheckpoint(order.remembered, outline.keys.recordKey);
    checkConsistency(older, closing, await proofBetween(order.uuid, older, closing));
    extended = older.size;
  }
  return { ballots, origin: closing.origin, size: closing.size, root: base64(closing.root), extended };
}

async function* bytesOfRecord(uuid: string): AsyncGenerator<Uint8Array> {
  const response = await fetch(`/record/${uuid}/files/record.jsonl`, {
    credentials: 'omit',
    cache: 'no-store',
  });
  if (!response.ok || !response.body) throw new Refused('record-unreachable', `${response.status}`);
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
}

async function proofBetween(uuid: string, older: Checkpoint, newer: Checkpoint): Promise<Uint8Array[]> {
  if (older.size === newer.size || older.size > newer.size) return [];
  const asked = `/record/${uuid}/consistency?from=${older.size}&to=${newer.size}`;
  const response = await fetch(asked, { credentials: 'omit', cache: 'no-store' });
  if (!response.ok) throw new Refused('record-unreachable', `${response.status}`);
  const { path } = (await response.json()) as { path: string[] };
  return path.map(parseBase64);
}
