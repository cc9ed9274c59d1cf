import { sql } from 'drizzle-orm';
import { formatEntry, nextBatchSize, type RecordedBallot } from '#crypto';
import { asRole, transact, type Tx } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { lockAlone, standing, type ReferendumRow } from '../loading.ts';

interface Taken extends Record<string, unknown> {
  readonly tracker: string;
  readonly credential: string;
  readonly ballot: string;
  readonly randomizer: string;
  readonly card_signature: string;
}

/**
 * Lets batches leave the box while enough ballots wait; each is one transaction. Repeatable and safe beside other
 * processes: the exclusive lock lets one work, the others then find nothing to do. Resolves to how many left.
 */
export async function publishBatches(uuid: string): Promise<number> {
  let published = 0;
  for (;;) {
    const size = await transact(async (tx) => {
      await lockAlone(tx, uuid);
      const found = await standing(tx, uuid);
      if (!found || (found.row.state !== 'open' && found.row.state !== 'ready')) return 0;
      const { batchWaiting: waiting, batchSize } = found.row.configuration;
      const next = nextBatchSize(await countWaiting(tx, uuid), { waiting, size: batchSize, timed: false });
      if (next > 0) await publishBatch(tx, found.row, next);
      return next;
    });
    if (size === 0) return published;
    published += size;
  }
}

export async function countWaiting(tx: Tx, uuid: string): Promise<number> {
  return asRole(tx, 'stimmhaus_box', async () => {
    const rows = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from waiting_ballot where uuid = ${uuid}`,
    );
    return rows[0]?.count ?? 0;
  });
}

/** Moves `size` ballots, chosen at random, onto the record, sorted by tracker. The caller holds the exclusive lock. */
export async function publishBatch(tx: Tx, row: ReferendumRow, size: number): Promise<void> {
  const taken = await asRole(tx, 'stimmhaus_box', () =>
    tx.execute<Taken>(sql`select * from take_batch(${row.uuid}, ${size})`),
  );
  if (taken.length === 0) return;
  await asRole(tx, 'stimmhaus_record', () => insertRecorded(tx, row.uuid, taken));
  const ballots: RecordedBallot[] = taken.map(
    ({ tracker, ballot, randomizer, card_signature: signature }) => ({
      tracker,
      ballot,
      randomizer,
      signature,
    }),
  );
  await appendEntry(tx, row.uuid, formatEntry({ type: 'ballots', uuid: row.uuid, ballots }));
  await ringChanged(tx, { kind: 'record', id: row.uuid });
}

async function insertRecorded(tx: Tx, uuid: string, taken: readonly Taken[]): Promise<void> {
  const column = (name: keyof Taken) => sql`${sql.param(taken.map((ballot) => ballot[name]))}::text[]`;
  await tx.execute(sql`
    with batch as (
      select coalesce(max(batch), 0) + 1 as number from recorded_ballot where uuid = ${uuid})
    insert into recorded_ballot (uuid, batch, position, tracker, credential, ballot, randomizer, card_signature)
    select ${uuid}, batch.number, b.position, b.tracker, b.credential, b.ballot, b.randomizer, b.card_signature
    from batch, unnest(${column('tracker')}, ${column('credential')}, ${column('ballot')}, ${column('randomizer')},
      ${column('card_signature')}) with ordinality
      as b (tracker, credential, ballot, randomizer, card_signature, position)
    order by b.position`);
}
