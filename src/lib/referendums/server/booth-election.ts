import { eq } from 'drizzle-orm';
import { config } from '#lib/platform/server/config.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { logOf } from '#lib/record/server/index.ts';
import type { BoothElection } from '../booth-election.ts';
import { referendumUuid } from '../referendum.ts';
import type { ReferendumState } from '../state.ts';
import { cardKey, frozenElection, referendum } from './tables.ts';

/** Public from `ready` on, when nothing can change any more. */
export async function boothElection(uuid: string, requestOrigin: string): Promise<BoothElection | null> {
  if (!referendumUuid.safeParse(uuid).success) return null;
  const db = database();
  const [row] = await db
    .select()
    .from(referendum)
    .innerJoin(frozenElection, eq(frozenElection.uuid, referendum.uuid))
    .innerJoin(cardKey, eq(cardKey.uuid, referendum.uuid))
    .where(eq(referendum.uuid, uuid));
  const log = await logOf(db, uuid);
  if (!row || !log || isBeforeReady(row.referendum.state)) return null;
  return {
    uuid,
    election: row.frozen_election.election,
    trustees: row.frozen_election.trustees,
    cardKeyPem: row.card_key.publicPem,
    recordKey: log.key,
    rollHash: row.frozen_election.rollHash,
    rollSize: row.frozen_election.rollSize,
    opensAt: row.referendum.opensAt.toISOString(),
    closesAt: row.referendum.closesAt.toISOString(),
    state: row.referendum.state,
    asked: row.referendum.asked,
    now: (await houseNow(db)).toISOString(),
    appOrigin: config().STIMMHAUS_ORIGIN ?? requestOrigin,
  };
}

function isBeforeReady(state: ReferendumState): boolean {
  return state === 'draft' || state === 'inspection' || state === 'keys';
}

export async function hasPublicSetup(uuid: string): Promise<boolean> {
  const [row] = await database()
    .select({ state: referendum.state })
    .from(referendum)
    .where(eq(referendum.uuid, uuid));
  return row !== undefined && !isBeforeReady(row.state);
}
