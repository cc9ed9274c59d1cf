import { eq, sql } from 'drizzle-orm';
import { formatEntry } from '#crypto';
import { system } from '#lib/platform/actor.ts';
import { asRole, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { lockAlone, moveState, standing, type ReferendumRow } from '../loading.ts';
import { cardKey, referendum } from '../tables.ts';
import { publishBatch, countWaiting } from './publish-batches.ts';

const clockwork = system('clockwork');

/** Notes on the record that voting has begun, once the clock says so. False if there was nothing to do. */
export async function openReferendum(uuid: string): Promise<boolean> {
  return transact(async (tx) => {
    await lockAlone(tx, uuid);
    const found = await standing(tx, uuid);
    if (!found || found.row.state !== 'ready' || found.now < found.row.opensAt) return false;
    const subject = { kind: 'referendum', id: uuid };
    await moveState(tx, found.row, 'open');
    await appendEntry(tx, uuid, formatEntry({ type: 'opened', uuid }));
    await recordFact(tx, clockwork, { kind: 'referendums.referendum-opened', subject });
    await ringChanged(tx, subject);
    return true;
  });
}

/**
 * Closes a referendum whose time is over: the last batch, the draw marks, the destroyed card key, the close entry and
 * the state are one transaction, under the lock that keeps draws and casts out. False if there was nothing to do, also
 * when another process closed it meanwhile.
 */
export async function closeReferendum(uuid: string): Promise<boolean> {
  return transact(async (tx) => {
    await lockAlone(tx, uuid);
    const found = await standing(tx, uuid);
    if (!found || found.row.state !== 'open' || found.now < found.row.closesAt) return false;
    await publishRest(tx, found.row);
    const draws = await drawnLines(tx, uuid);
    await tx.update(cardKey).set({ privateSealed: null }).where(eq(cardKey.uuid, uuid));
    const ballots = await countRecorded(tx, uuid);
    const entry = formatEntry({ type: 'close', uuid, draws, ballots, cardKeyDestroyed: true });
    const { size: closingSize } = await appendEntry(tx, uuid, entry);
    await tx.update(referendum).set({ closingSize }).where(eq(referendum.uuid, uuid));
    await moveState(tx, found.row, 'closed');
    const subject = { kind: 'referendum', id: uuid };
    await recordFact(tx, clockwork, { kind: 'referendums.referendum-closed', subject });
    await ringChanged(tx, subject);
    return true;
  });
}

/** Full batches first, as while the box was open; what is left then is the last one. */
async function publishRest(tx: Tx, row: ReferendumRow): Promise<void> {
  const { batchWaiting, batchSize } = row.configuration;
  let waiting = await countWaiting(tx, row.uuid);
  while (waiting >= batchWaiting) {
    await publishBatch(tx, row, batchSize);
    waiting -= batchSize;
  }
  if (waiting > 0) await publishBatch(tx, row, waiting);
}

/** The roll numbers in whose name a card was drawn, rising. */
export async function drawnLines(tx: Tx, uuid: string): Promise<number[]> {
  return asRole(tx, 'stimmhaus_roll', async () => {
    const rows = await tx.execute<{ line: number }>(
      sql`select line_number as line from draw_mark where uuid = ${uuid} order by line_number`,
    );
    return rows.map((row) => row.line);
  });
}

export async function countRecorded(tx: Tx, uuid: string): Promise<number> {
  return asRole(tx, 'stimmhaus_record', async () => {
    const rows = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from recorded_ballot where uuid = ${uuid}`,
    );
    return rows[0]?.count ?? 0;
  });
}
