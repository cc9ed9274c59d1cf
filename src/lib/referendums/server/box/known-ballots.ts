import { sql } from 'drizzle-orm';
import { transact, asRole, type Tx } from '#lib/platform/server/database.server.ts';

/** Where a tracker is: on the record with this batch, waiting for one, or nowhere. */
export type TrackerStanding = 'recorded' | 'waiting' | null;

async function asBox<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transact((tx) => asRole(tx, 'stimmhaus_box', () => work(tx)));
}

export async function standingOfTracker(uuid: string, tracker: string): Promise<TrackerStanding> {
  return asBox(async (tx) => {
    const rows = await tx.execute<{ place: 'recorded' | 'waiting' }>(sql`
      select 'recorded' as place from recorded_ballot where uuid = ${uuid} and tracker = ${tracker}
      union all
      select 'waiting' from waiting_ballot where uuid = ${uuid} and tracker = ${tracker}`);
    return rows[0]?.place ?? null;
  });
}

export async function isKnownTracker(uuid: string, tracker: string): Promise<boolean> {
  return (await standingOfTracker(uuid, tracker)) !== null;
}

/** Whether this card already has a ballot in the box or on the record. */
export async function standingOfCard(uuid: string, credential: string): Promise<boolean> {
  return asBox(async (tx) => {
    const rows = await tx.execute(sql`
      select 1 from recorded_ballot where uuid = ${uuid} and credential = ${credential}
      union all
      select 1 from waiting_ballot where uuid = ${uuid} and credential = ${credential}`);
    return rows.length > 0;
  });
}
