import { mkdirSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { system } from '../actor.ts';
import { config } from './config.server.ts';
import { transact, type Reader, type Tx } from './database.server.ts';
import { recordEvidence } from './facts.server.ts';

/** Which database this is and how far it had got: only a restored one is another or further back. */
export interface RestoreMarker {
  readonly system: string;
  /** Bytes of write-ahead log that were safely on the disk. */
  readonly wal: string;
}

/** What was seen before is not in this database. */
export class RestoredDatabase extends Error {
  override readonly name = 'RestoredDatabase';
}

const marker = z.strictObject({ system: z.string().regex(/^\d+$/), wal: z.string().regex(/^\d+$/) });
export const RESTORE_SUBJECT = { kind: 'house', id: 'restore-marker' };
const BEGUN = 'restore-marker-begun';
const ANSWERED = 'restore-answered';
/** Written by `npm run restore` together with the rows it brings back. */
export const RESTORED = 'restored-from-backup';

/** The furthest this process has seen; a lost connection may come back to another database. */
let seen: RestoreMarker | null = null;

function markerFile(): string {
  return join(config().STATE_DIR, 'restore-marker');
}

/** What was noted last; null where nothing was, or nothing that can be read. */
function notedMarker(): RestoreMarker | null {
  try {
    return marker.parse(JSON.parse(readFileSync(markerFile(), 'utf8')));
  } catch {
    return null;
  }
}

/** Outside the database, so that no backup of it brings it back; replaced as a whole, also in a power cut. */
async function noteMarker(current: RestoreMarker): Promise<void> {
  mkdirSync(config().STATE_DIR, { recursive: true, mode: 0o700 });
  const half = `${markerFile()}.${process.pid}`;
  const file = await open(half, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(current));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(half, markerFile());
}

async function currentMarker(reader: Reader): Promise<RestoreMarker> {
  const rows = await reader.execute<{ system: string; wal: string }>(sql`
    select system_identifier::text as system, (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text as wal
    from pg_control_system()`);
  return marker.parse(rows[0]);
}

/** Another database, or one further back than it was. A failover without loss is neither. */
export function isOlder(current: RestoreMarker, noted: RestoreMarker): boolean {
  return current.system !== noted.system || BigInt(current.wal) < BigInt(noted.wal);
}

/**
 * Throws where the connection of this transaction leads to a restored database. Every draw, cast, batch and close
 * asks, since a connection may be a new one.
 */
export async function requireNotRestored(reader: Reader): Promise<void> {
  const before = seen;
  if (!before) return;
  const current = await currentMarker(reader);
  if (isOlder(current, before)) throw new RestoredDatabase();
  remember(current);
}

/** Answers may overtake each other: only a later position replaces one. */
function remember(current: RestoreMarker): void {
  if (!seen || !isOlder(current, seen)) seen = current;
}

/** What the database shows, beside what was known of it. */
interface Comparison {
  readonly current: RestoreMarker;
  /** No marker was ever noted for this house. */
  readonly isFirst: boolean;
  readonly isRestored: boolean;
}

/**
 * Whether this database came out of a backup: by the marker of the file, by what this process has seen, by the entry
 * of `npm run restore`; or because a house that noted a marker once finds none any more.
 */
export async function compareMarker(): Promise<Comparison> {
  // Both are read first: what the database shows afterwards can only be later.
  const noted = notedMarker();
  const known = [noted, seen].filter((one) => one !== null);
  return transact(async (tx) => {
    const current = await currentMarker(tx);
    const last = await lastEntry(tx);
    const isLost = !noted && last !== null;
    const isBack = known.some((one) => isOlder(current, one));
    return { current, isFirst: last === null, isRestored: last === RESTORED || isLost || isBack };
  });
}

async function lastEntry(tx: Tx): Promise<string | null> {
  const rows = await tx.execute<{ code: string }>(sql`
    select code from evidence where subject_kind = ${RESTORE_SUBJECT.kind} and subject_id = ${RESTORE_SUBJECT.id}
    order by id desc limit 1`);
  return rows[0]?.code ?? null;
}

/** A house was founded in an empty database: whatever was noted before was of another, and nothing of it goes on here. */
export async function noteNewHouse(): Promise<void> {
  await noteMarker(await transact((tx) => currentMarker(tx)));
}

/** The database is the one it was: notes how far it got. */
export async function goOn({ current, isFirst }: Comparison): Promise<void> {
  await noteMarker(current);
  remember(current);
  if (isFirst) await writeEntry(BEGUN);
}

/** What had to be done after a restore is done: from here on this is the database to compare with. */
export async function beginAnew({ current }: Comparison): Promise<void> {
  await writeEntry(ANSWERED);
  await noteMarker(current);
  seen = current;
}

async function writeEntry(code: string): Promise<void> {
  await transact((tx) => recordEvidence(tx, system('restore-watch'), { code, subject: RESTORE_SUBJECT }));
}
