import {
  isEqualHash,
  leafHash,
  openCheckpoint,
  parseNoteKey,
  Refused,
  rootOf,
  withLeaf,
  EMPTY_FRONTIER,
} from '#crypto';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { checkpointOf, entriesOf, logOf } from './logs.ts';

const PAGE = 20;

/**
 * Reads a whole log again and compares it with its newest checkpoint: what the code says is wrong, or null.
 * It finds what was changed past all grants and triggers, for example by a superuser. It does not find a database that was
 * put back to an older state as a whole; witnesses and the marker outside of the database do.
 */
export async function damageOf(reader: Reader, logId: string): Promise<string | null> {
  const [log, note] = [await logOf(reader, logId), await checkpointOf(reader, logId)];
  if (log === null || note === null) return 'log-missing';
  let frontier = EMPTY_FRONTIER;
  const encoder = new TextEncoder();
  for (;;) {
    const page = await entriesOf(reader, logId, { from: frontier.size, limit: PAGE });
    if (page.length === 0) break;
    for (const { index, line } of page) {
      if (index !== frontier.size) return 'entry-missing';
      frontier = withLeaf(frontier, leafHash(encoder.encode(line)));
    }
  }
  return headDamage(log, { note, size: frontier.size, root: rootOf(frontier) });
}

function headDamage(
  log: { key: string; size: number },
  read: { note: string; size: number; root: Uint8Array },
): string | null {
  try {
    const signed = openCheckpoint(read.note, parseNoteKey(log.key));
    const isWhole =
      signed.size === read.size && signed.size === log.size && isEqualHash(signed.root, read.root);
    return isWhole ? null : 'root-differs';
  } catch (error) {
    if (error instanceof Refused) return 'checkpoint-invalid';
    throw error;
  }
}
