import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { session } from '../tables.ts';

export interface ListedSession {
  readonly hash: string;
  readonly browser: string;
  readonly signedInAt: Date;
  readonly lastSeenOn: string;
  readonly isThis: boolean;
}

/** The actor's own live sessions, the last used first. */
export async function sessionsOf(actor: Actor): Promise<ListedSession[]> {
  if (actor.kind !== 'person') return [];
  const { browser, hash, signedInAt, lastSeenOn } = session;
  const rows = await database()
    .select({ browser, hash, signedInAt, lastSeenOn })
    .from(session)
    .where(
      and(
        eq(session.accountId, actor.accountId),
        isNull(session.replacedAt),
        sql`${session.expiresAt} > house_now()`,
      ),
    )
    .orderBy(desc(session.lastSeenOn), desc(session.signedInAt))
    .limit(100);
  return rows.map((row) => ({ ...row, isThis: row.hash === actor.sessionHash }));
}
