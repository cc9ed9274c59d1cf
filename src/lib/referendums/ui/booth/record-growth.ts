import {
  base64,
  EMPTY_FRONTIER,
  openCheckpoint,
  parseBase64,
  Refused,
  rootOf,
  withLeaf,
  type NoteKey,
} from '#crypto';

const LEAF_BYTES = 32;

/** How far the public record had grown when this device last looked. Public, and the same for everybody. */
export interface SeenRecord {
  readonly size: number;
  /** Root hash in base64. */
  readonly root: string;
}

/** The whole record as its leaf hashes, beside its newest checkpoint. */
export interface RecordLeaves {
  readonly note: string;
  readonly leaves: string;
}

/**
 * Checks that the record grew out of the one that was seen before, and gives what is seen now. The house is not told
 * which size that was, so that it cannot show each device a record of its own.
 *
 * @param given leaf hashes (32 bytes each, base64) and the signed note over them
 * @param key the record's key, as the frozen setup has it
 * @param seen what this device saw last; null on a first visit
 * Refused: what `openCheckpoint` refuses; record-malformed where leaves and checkpoint differ; record-forked where the
 * record is shorter than before or began otherwise. Source: RFC 6962 §2.1. Not checked: what the entries say.
 */
export function recordGrowth(given: RecordLeaves, key: NoteKey, seen: SeenRecord | null): SeenRecord {
  const signed = openCheckpoint(given.note, key);
  const leaves = parseBase64(given.leaves);
  if (leaves.length !== signed.size * LEAF_BYTES) throw new Refused('record-malformed');
  let tree = EMPTY_FRONTIER;
  let isContinued = seen === null || seen.size === 0;
  for (let at = 0; at < leaves.length; at += LEAF_BYTES) {
    tree = withLeaf(tree, leaves.subarray(at, at + LEAF_BYTES));
    if (tree.size === seen?.size) isContinued = base64(rootOf(tree)) === seen.root;
  }
  const root = base64(rootOf(tree));
  if (root !== base64(signed.root)) throw new Refused('record-malformed');
  if (!isContinued) throw new Refused('record-forked');
  return { size: tree.size, root };
}

const PREFIX = 'stimmhaus-record:';

/** What this device saw last; null where it saw nothing, or what is kept cannot be read. */
export function seenRecord(storage: Storage, uuid: string): SeenRecord | null {
  try {
    const kept = JSON.parse(storage.getItem(PREFIX + uuid) ?? 'null') as Partial<SeenRecord> | null;
    const isWhole = Number.isSafeInteger(kept?.size) && typeof kept?.root === 'string';
    return isWhole ? (kept as SeenRecord) : null;
  } catch {
    return null;
  }
}

export function rememberRecord(storage: Storage, uuid: string, { size, root }: SeenRecord): void {
  storage.setItem(PREFIX + uuid, JSON.stringify({ size, root }));
}

/** Compares the record with what this device saw last, and remembers it. Refused: whatever `recordGrowth` refuses. */
export function followRecord(
  { uuid, recordKey }: { readonly uuid: string; readonly recordKey: NoteKey },
  storage: Storage,
  given: RecordLeaves,
): void {
  rememberRecord(storage, uuid, recordGrowth(given, recordKey, seenRecord(storage, uuid)));
}
