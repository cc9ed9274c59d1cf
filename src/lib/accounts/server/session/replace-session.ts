import { and, eq, isNull, sql } from 'drizzle-orm';
import { generateIdFromEntropySize } from 'lucia';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { REPLACED_ID_SECONDS, SESSION_DAYS } from '../../session.ts';
import { digestOf } from '../secret/digest.ts';
import { account, session } from '../tables.ts';

export interface Standing {
  readonly rights?: string;
  readonly secondFactor?: boolean;
  /** The person has just proved again who they are. */
  readonly isFresh?: boolean;
}

/**
 * Gives a session another id when what it stands for changes. The old id answers a few seconds more, with its old
 * standing, for requests already on their way; null when another request was quicker.
 */
export async function replaceSession(tx: Tx, hash: string, standing: Standing): Promise<string | null> {
  const [old] = await tx
    .update(session)
    .set({
      replacedAt: sql`house_now()`,
      expiresAt: sql`house_now() + make_interval(secs => ${REPLACED_ID_SECONDS})`,
    })
    .where(and(eq(session.hash, hash), isNull(session.replacedAt)))
    .returning();
  if (!old) return null;
  const sessionId = generateIdFromEntropySize(25);
  await tx.insert(session).values({
    hash: digestOf(sessionId),
    accountId: old.accountId,
    expiresAt: sql`house_now() + make_interval(days => ${SESSION_DAYS})`,
    signedInAt: standing.isFresh ? sql`house_now()` : old.signedInAt,
    secondFactor: standing.secondFactor ?? old.secondFactor,
    rights: standing.rights ?? old.rights,
    browser: old.browser,
    lastSeenOn: old.lastSeenOn,
    createdAt: old.createdAt,
  });
  const [owner] = await tx
    .select({ id: account.personId })
    .from(account)
    .where(eq(account.id, old.accountId));
  if (owner) await ringChanged(tx, { kind: 'person', id: owner.id });
  return sessionId;
}
