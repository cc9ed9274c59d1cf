import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { referendum, trustee } from '../tables.ts';

/** The actor's own place among the trustees, with the referendum; null for everybody else. */
export async function trusteeSeat(reader: Reader, actor: Actor, uuid: string) {
  if (actor.kind !== 'person') return null;
  const [found] = await reader
    .select()
    .from(trustee)
    .innerJoin(referendum, eq(referendum.uuid, trustee.uuid))
    .where(and(eq(trustee.uuid, uuid), eq(trustee.personId, actor.personId)));
  return found ?? null;
}
