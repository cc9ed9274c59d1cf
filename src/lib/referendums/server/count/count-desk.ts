import { base64 } from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { checkpointOf } from '#lib/record/server/index.ts';
import type { CountDesk } from '../../trustee-desk.ts';
import type { ReferendumRow } from '../loading.ts';
import { trusteeSeat } from '../ceremony/trustee-seat.ts';
import { countOf, handedIn } from './desk.ts';
import { countingDeadline } from './end-uncountable.ts';
import { witnessingOf } from './witnessing.ts';

/** What the count's page needs, for trustees alone; null for everybody else. */
export async function countDesk(actor: Actor, uuid: string): Promise<CountDesk | null> {
  const db = database();
  const found = await trusteeSeat(db, actor, uuid);
  if (!found) return null;
  const { referendum: row, trustee: own } = found;
  const handed = await handedIn(db, uuid);
  return {
    uuid,
    state: row.state,
    index: own.index,
    threshold: row.threshold,
    deadline: countingDeadline(row).toISOString(),
    count: await published(row),
    handed: handed.map(({ index, fault }) => ({ index, fault })),
    witnesses: await witnessingOf(db, row),
  };
}

async function published({ uuid, closingSize }: ReferendumRow): Promise<CountDesk['count']> {
  const count = await countOf(uuid);
  const note = closingSize === null ? null : await checkpointOf(database(), uuid, closingSize);
  if (!count || note === null) return null;
  const { closing } = count;
  return { ...count, closing: { ...closing, root: base64(closing.root) }, note };
}
