import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { claimedCheckpoint, consistencyProof, inclusionProof, type RangeHash, rangeHashes } from '#crypto';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { EntryPage, LogSummary, StoredEntry } from '../log.ts';
import { recordCheckpoint, recordCosignature, recordEntry, recordLog } from './tables.ts';

/** A log, or null. */
export async function logOf(reader: Reader, logId: string): Promise<LogSummary | null> {
  const { id, origin, key, size } = recordLog;
  const [log] = await reader.select({ logId: id, origin, key, size }).from(recordLog).where(eq(id, logId));
  return log ?? null;
}

/** Entries from an index on, in their order. */
export async function entriesOf(
  reader: Reader,
  logId: string,
  { from, limit }: EntryPage,
): Promise<StoredEntry[]> {
  return reader
    .select({ index: recordEntry.index, line: recordEntry.line })
    .from(recordEntry)
    .where(and(eq(recordEntry.logId, logId), gte(recordEntry.index, from)))
    .orderBy(asc(recordEntry.index))
    .limit(limit);
}

/** The leaf hashes of the newest checkpoint's tree, one after the other, beside that checkpoint; null without a log. */
export async function leavesOf(
  reader: Reader,
  logId: string,
): Promise<{ readonly note: string; readonly leaves: Uint8Array } | null> {
  const note = await checkpointOf(reader, logId);
  if (note === null) return null;
  const { size } = claimedCheckpoint(note);
  const rows = await reader
    .select({ leaf: recordEntry.leaf })
    .from(recordEntry)
    .where(and(eq(recordEntry.logId, logId), lt(recordEntry.index, size)))
    .orderBy(asc(recordEntry.index));
  return { note, leaves: Buffer.concat(rows.map(({ leaf }) => leaf)) };
}

/** All lines of a log below `size` as `record.jsonl` has them: in pieces of bytes, never all in memory. */
export async function* recordFile(
  reader: Reader,
  logId: string,
  size: number,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  for (let index = 0; index < size; index++) {
    const [entry] = await entriesOf(reader, logId, { from: index, limit: 1 });
    if (entry?.index !== index) throw new RangeError(`the log ${logId} has no entry ${index}`);
    yield encoder.encode(`${entry.line}\n`);
  }
}

/**
 * The newest checkpoint, or the one of this size (null where none was signed), with all cosignatures below it: a signed
 * note.
 */
export async function checkpointOf(reader: Reader, logId: string, size?: number): Promise<string | null> {
  const [found] = await reader
    .select({ size: recordCheckpoint.size, note: recordCheckpoint.note })
    .from(recordCheckpoint)
    .where(
      and(
        eq(recordCheckpoint.logId, logId),
        size === undefined ? undefined : eq(recordCheckpoint.size, size),
      ),
    )
    .orderBy(desc(recordCheckpoint.size))
    .limit(1);
  if (found === undefined) return null;
  const lines = await reader
    .select({ line: recordCosignature.line })
    .from(recordCosignature)
    .where(and(eq(recordCosignature.logId, logId), eq(recordCosignature.size, found.size)))
    .orderBy(asc(recordCosignature.witness));
  return found.note + lines.map(({ line }) => line).join('');
}

/** The proof that the log of size `from` is the beginning of that of size `to`; null where the log has no such sizes. */
export async function consistencyOf(
  reader: Reader,
  logId: string,
  { from, to }: { from: number; to: number },
): Promise<Uint8Array[] | null> {
  const hashOf = from <= to ? await hashesOf(reader, logId, to) : null;
  return hashOf && consistencyProof(hashOf, from, to);
}

/** The proof that entry `index` stands in the log of this size; null where it has no such place. */
export async function inclusionOf(
  reader: Reader,
  logId: string,
  { index, size }: { index: number; size: number },
): Promise<Uint8Array[] | null> {
  const hashOf = index < size ? await hashesOf(reader, logId, size) : null;
  return hashOf && inclusionProof(hashOf, index, size);
}

/** The largest checkpoint that each witness has signed. */
export async function witnessedSizes(reader: Reader, logId: string): Promise<Map<string, number>> {
  const rows = await reader
    .select({ witness: recordCosignature.witness, size: sql<number>`max(${recordCosignature.size})` })
    .from(recordCosignature)
    .where(eq(recordCosignature.logId, logId))
    .groupBy(recordCosignature.witness);
  return new Map(rows.map(({ witness, size }) => [witness, size]));
}

async function hashesOf(reader: Reader, logId: string, size: number): Promise<RangeHash | null> {
  const rows = await reader
    .select({ leaf: recordEntry.leaf })
    .from(recordEntry)
    .where(and(eq(recordEntry.logId, logId), lt(recordEntry.index, size)))
    .orderBy(asc(recordEntry.index));
  return rows.length === size ? rangeHashes(rows.map(({ leaf }) => leaf)) : null;
}
