import { asc, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { passkey } from '../tables.ts';

export interface ListedPasskey {
  readonly id: string;
  readonly name: string;
  readonly addedAt: Date;
  readonly lastUsedOn: string | null;
}

/** The actor's own. */
export async function passkeysOf(actor: Actor): Promise<ListedPasskey[]> {
  if (actor.kind !== 'person') return [];
  return database()
    .select({
      id: passkey.id,
      name: passkey.name,
      addedAt: passkey.createdAt,
      lastUsedOn: passkey.lastUsedOn,
    })
    .from(passkey)
    .where(eq(passkey.accountId, actor.accountId))
    .orderBy(asc(passkey.createdAt));
}
