import { and, eq } from 'drizzle-orm';
import {
  type Frontier,
  isEqualHash,
  leafHash,
  type NoteKey,
  openCheckpoint,
  parseFrontier,
  Refused,
  rootOf,
  signCheckpoint,
  withLeaf,
} from '#crypto';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { askWitnesses } from './ask-witnesses.ts';
import { asRecord } from './record-role.ts';
import { openSealedSigner } from './signer.ts';
import { recordCheckpoint, recordEntry, recordLog } from './tables.ts';

const HASH_LENGTH = 32;

type StoredLog = typeof recordLog.$inferSelect;

/** Where an append ended. */
export interface Appended {
  /** Index of the first entry appended. */
  readonly index: number;
  /** Size of the log now. */
  readonly size: number;
  /** The checkpoint over it, a signed note. */
  readonly checkpoint: string;
}

/** The log is not what its last checkpoint says: somebody changed the database. Nothing is appended to it any more. */
export class RecordDamaged extends Error {}

/** Appends one line in the caller's transaction and signs the new checkpoint. */
export async function appendEntry(tx: Tx, logId: string, line: string): Promise<Appended> {
  return appendEntries(tx, logId, [line]);
}

/**
 * Appends lines in the caller's transaction, in this order, and signs one checkpoint over all of them. Appends to one log
 * wait for each other until their transactions end; the transaction's role is afterwards what it was before.
 * Throws where the log does not exist, a line is empty or has a newline; RecordDamaged.
 */
export async function appendEntries(tx: Tx, logId: string, lines: readonly string[]): Promise<Appended> {
  if (lines.length === 0) throw new TypeError('nothing to append');
  const appended = await asRecord(tx, () => append(tx, logId, lines));
  await askWitnesses(tx, logId);
  return appended;
}

async function append(tx: Tx, logId: string, lines: readonly string[]): Promise<Appended> {
  const [log] = await tx.select().from(recordLog).where(eq(recordLog.id, logId)).for('update');
  if (log === undefined) throw new TypeError(`no log ${logId}`);
  const signer = openSealedSigner(log);
  let frontier = await soundFrontier(tx, log, signer.key);
  for (const line of lines) {
    const leaf = leafHash(new TextEncoder().encode(line));
    await tx.insert(recordEntry).values({ logId, index: frontier.size, line, leaf });
    frontier = withLeaf(frontier, leaf);
  }
  const { size, nodes } = frontier;
  const checkpoint = signCheckpoint({ origin: log.origin, size, root: rootOf(frontier) }, signer);
  await tx
    .update(recordLog)
    .set({ size, frontier: Buffer.concat(nodes) })
    .where(eq(recordLog.id, logId));
  await tx.insert(recordCheckpoint).values({ logId, size, note: checkpoint });
  return { index: log.size, size, checkpoint };
}

/** The frontier as stored, after it was found to be what the last checkpoint says. */
async function soundFrontier(tx: Tx, log: StoredLog, key: NoteKey): Promise<Frontier> {
  const [last] = await tx
    .select({ note: recordCheckpoint.note })
    .from(recordCheckpoint)
    .where(and(eq(recordCheckpoint.logId, log.id), eq(recordCheckpoint.size, log.size)));
  try {
    const frontier = parseFrontier(log.size, hashesIn(log.frontier));
    const signed = openCheckpoint(last?.note ?? '', key);
    if (signed.size === log.size && isEqualHash(signed.root, rootOf(frontier))) return frontier;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  throw new RecordDamaged(`the log ${log.id} is not what its checkpoint of ${log.size} says`);
}

function hashesIn(bytes: Uint8Array): Uint8Array[] {
  const count = Math.ceil(bytes.length / HASH_LENGTH);
  return Array.from({ length: count }, (_, i) => bytes.slice(i * HASH_LENGTH, (i + 1) * HASH_LENGTH));
}
