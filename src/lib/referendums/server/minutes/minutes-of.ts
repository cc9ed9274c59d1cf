import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { logOf } from '#lib/record/server/index.ts';
import type { ReferendumFrame } from '../../member-view.ts';
import { mayOversee } from '../../powers.ts';
import { referendumUuid } from '../../referendum.ts';
import { referendum } from '../tables.ts';
import { frameViewOf } from '../views/frame-view.ts';

/** What the minutes of a referendum are written from. */
export interface MinutesSource {
  readonly party: string;
  readonly frame: ReferendumFrame;
  /** Entries on the record. */
  readonly recordSize: number;
}

/**
 * The minutes: for everyone once the committee has decided about the result, before that for those who oversee it, from
 * the count on. Null for whom there are none.
 */
export async function minutesOf(actor: Actor, uuid: string): Promise<MinutesSource | null> {
  if (!referendumUuid.safeParse(uuid).success) return null;
  return transact(async (tx) => {
    const [row] = await tx.select().from(referendum).where(eq(referendum.uuid, uuid));
    if (!row) return null;
    const isPublic = ['confirmed', 'unconfirmed', 'archived'].includes(row.state);
    if (!isPublic && !(row.state === 'counted' && mayOversee(actor, row))) return null;
    const frame = await frameViewOf(tx, row);
    if (!frame.result) return null;
    const log = await logOf(tx, uuid);
    const party = (await partyOfHouse(tx))?.partyName ?? 'Stimmhaus';
    return { party, frame, recordSize: log?.size ?? 0 };
  });
}
