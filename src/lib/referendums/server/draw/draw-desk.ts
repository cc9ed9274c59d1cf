import { entitledLine } from '#lib/eligibility/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { config } from '#lib/platform/server/config.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { mayDrawNow } from '../../state.ts';
import { frozenOf, referendumFor } from '../referendums.ts';

/** What the draw page shows: whether a card may be drawn, and the fingerprint to compare. */
export interface DrawDesk {
  readonly uuid: string;
  readonly title: string;
  readonly fingerprint: string;
  readonly rollNumber: number | null;
  readonly isOpen: boolean;
  /** Where the booth is served; null for the house's own address. */
  readonly boothOrigin: string | null;
}

/** Null for who may not read this referendum, and before it is ready. Whether a card was drawn is not told here. */
export async function drawDesk(actor: Actor, uuid: string): Promise<DrawDesk | null> {
  const db = database();
  const row = await referendumFor(db, actor, uuid);
  const frozen = row ? await frozenOf(db, uuid) : null;
  if (!row?.rollId || !frozen || actor.kind !== 'person') return null;
  const line = await entitledLine(db, row.rollId, actor.personId);
  return {
    uuid,
    title: row.asked.title,
    fingerprint: frozen.fingerprint,
    rollNumber: line?.number ?? null,
    isOpen: mayDrawNow(row, await houseNow(db)),
    boothOrigin: config().BOOTH_ORIGIN ?? null,
  };
}
