import { eq } from 'drizzle-orm';
import { config } from '#lib/platform/server/config.server.ts';
import { houseNow } from '#lib/platform/server/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { referendumUuid, type ReferendumText } from '../referendum.ts';
import type { ReferendumState } from '../state.ts';
import { cardKey, frozenElection, referendum } from './tables.ts';

/** What the booth loads before it shows anything; all of it stands on the record. */
export interface BoothElection {
  readonly uuid: string;
  readonly election: string;
  readonly trustees: string;
  readonly cardKeyPem: string;
  readonly rollHash: string;
  readonly rollSize: number;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly state: ReferendumState;
  readonly asked: ReferendumText;
  /** The house's clock when it answered, for the countdown. */
  readonly now: string;
  /** Where the signed-in app is. */
  readonly appOrigin: string;
}

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
  if (!row || isBeforeReady(row.referendum.state)) return null;
  return {
    uuid,
    election: row.frozen_election.election,
    trustees: row.frozen_election.trustees,
    cardKeyPem: row.card_key.publicPem,
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
