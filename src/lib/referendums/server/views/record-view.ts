import { desc, eq, inArray, not, sql } from 'drizzle-orm';
import { claimedCheckpoint, paddedBase64, parseEntry, type RecordEntry } from '#crypto';
import { database, transact } from '#lib/platform/server/database.server.ts';
import type { StoredEntry } from '#lib/record/log.ts';
import { checkpointOf, entriesOf, inclusionOf, logOf } from '#lib/record/server/index.ts';
import type { EntryProof, PublicReferendum, RecordPage, ToldEntry } from '../../record-view.ts';
import { referendumUuid } from '../../referendum.ts';
import { referendum } from '../tables.ts';
import { closeEntryOf } from './result-view.ts';
import { valuesOf } from './told-values.ts';

/** Entries on one page of the ledger; each may hold a whole batch of ballots. */
const PAGE = 20;
const SHOWN = 200;
const NOT_PUBLIC = ['draft', 'inspection', 'keys'] as const;
const AFTER_RESULT = ['confirmed', 'unconfirmed', 'archived'];

/** Referendums whose record anyone may read, newest first. */
export async function publicReferendums(): Promise<readonly PublicReferendum[]> {
  const { uuid, state, closesAt } = referendum;
  const title = sql<string>`${referendum.asked} ->> 'title'`;
  const rows = await database()
    .select({ uuid, state, closesAt, title })
    .from(referendum)
    .where(not(inArray(state, [...NOT_PUBLIC])))
    .orderBy(desc(closesAt))
    .limit(SHOWN);
  const listed: PublicReferendum[] = [];
  for (const row of rows) {
    const log = await logOf(database(), row.uuid);
    if (log && log.size > 0) listed.push({ ...row, size: log.size });
  }
  return listed;
}

async function rowOf(uuid: string) {
  if (!referendumUuid.safeParse(uuid).success) return null;
  const [row] = await database().select().from(referendum).where(eq(referendum.uuid, uuid));
  return row ?? null;
}

/** A page of the ledger from an index on; null where there is no record. */
export async function recordPage(uuid: string, from = 0): Promise<RecordPage | null> {
  const row = await rowOf(uuid);
  const log = row && (await logOf(database(), uuid));
  const note = log && (await checkpointOf(database(), uuid));
  if (!row || !log || !note || log.size === 0) return null;
  const stored = await entriesOf(database(), uuid, { from, limit: PAGE });
  const next = from + stored.length;
  return {
    uuid,
    title: row.asked.title,
    state: row.state,
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    origin: log.origin,
    key: log.key,
    size: log.size,
    root: paddedBase64(claimedCheckpoint(note).root),
    checkpoint: note,
    entries: stored.map(toldEntry),
    from,
    nextFrom: next < log.size ? next : null,
    isClosed: row.closingSize !== null,
    isCounted: row.state === 'counted' || AFTER_RESULT.includes(row.state),
    isOver: AFTER_RESULT.includes(row.state),
  };
}

function toldEntry({ index, line }: StoredEntry): ToldEntry {
  const entry: RecordEntry = parseEntry(line);
  const trackers = entry.type === 'ballots' ? entry.ballots.map((ballot) => ballot.tracker) : [];
  return { index, type: entry.type, values: valuesOf(entry), trackers };
}

/** The line of an entry with the hashes from it to the root; null where the record has no such place. */
export async function entryProof(uuid: string, index: number): Promise<EntryProof | null> {
  const log = (await rowOf(uuid)) && (await logOf(database(), uuid));
  if (!log || index >= log.size) return null;
  const [stored] = await entriesOf(database(), uuid, { from: index, limit: 1 });
  const path = await inclusionOf(database(), uuid, { index, size: log.size });
  if (!stored || !path) return null;
  return { index, size: log.size, line: stored.line, path: path.map(paddedBase64) };
}

/** Whether a card was drawn for this roll number, as the close entry says; null before the close or beyond the roll. */
export async function drawOfLine(uuid: string, line: number): Promise<'drawn' | 'not-drawn' | null> {
  const row = await rowOf(uuid);
  const close = row && (await transact((tx) => closeEntryOf(tx, row)));
  if (!close) return null;
  return close.draws.includes(line) ? 'drawn' : 'not-drawn';
}
