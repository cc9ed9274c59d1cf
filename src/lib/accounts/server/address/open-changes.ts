import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { mayChangeAddressOf } from '../../powers.ts';
import { fromAbove } from '../from-above.ts';
import { addressChange } from '../tables.ts';

export type AddressChangeRow = typeof addressChange.$inferSelect;

/** Whether the actor keeps the entry of this person; the people themselves stand in membership. */
export async function mayChange(reader: Reader, actor: Actor, personId: string): Promise<boolean> {
  const paths = await fromAbove().memberPathsOf(reader, personId, await houseNow(reader));
  return mayChangeAddressOf(actor, { personId, paths });
}

/** Locked; null when it does not exist or is none of the actor's business. */
export async function lockedChange(tx: Tx, actor: Actor, id: string): Promise<AddressChangeRow | null> {
  const [row] = await tx.select().from(addressChange).where(eq(addressChange.id, id)).for('update');
  if (!row || !(await mayChange(tx, actor, row.personId))) return null;
  return row;
}
