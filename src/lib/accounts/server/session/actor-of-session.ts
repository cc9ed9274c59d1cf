import { eq, sql } from 'drizzle-orm';
import type { PersonActor } from '#lib/platform/actor.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { localeShape, type Locale } from '../../account.ts';
import { digestOf } from '../secret/digest.ts';
import { fromAbove } from '../from-above.ts';
import { session as sessionTable } from '../tables.ts';
import { luciaOn } from './house-lucia.ts';
import { replaceSession } from './replace-session.ts';
import { rightsDigest } from './rights.ts';

export interface SignedIn {
  readonly actor: PersonActor;
  readonly locale: Locale;
  /** Whether the session was just renewed, so that its cookie is set again. */
  readonly isRenewed: boolean;
  /** The powers differ from those the id was given out for. */
  readonly hasOtherRights: boolean;
}

/** Who this session id stands for right now; powers and memberships are asked anew each time. */
export async function actorOfSession(sessionId: string, now: Date): Promise<SignedIn | null> {
  if (!/^[a-z2-7]{40}$/.test(sessionId)) return null;
  const reader = database();
  const { session, user } = await luciaOn(reader).validateSession(sessionId);
  if (!session) return null;
  const sessionHash = digestOf(sessionId);
  const isPersona = user.persona !== null;
  if (isPersona && !isPlayground()) return null;
  if (!session.isSeenToday) await markSeen(sessionHash);
  const [powers, memberOf] = await Promise.all([
    fromAbove().powersOf(reader, user.personId, now),
    fromAbove().memberPathsOf(reader, user.personId, now),
  ]);
  const actor: PersonActor = {
    kind: 'person',
    personId: user.personId,
    accountId: user.id,
    sessionHash,
    memberOf,
    powers,
    // Visitors of the demo cannot prove anything; the page says loudly that it is one.
    signedInAt: isPersona ? now : session.signedInAt,
    secondFactor: isPersona || session.secondFactor,
  };
  return {
    actor,
    locale: localeShape.catch('de').parse(user.locale),
    isRenewed: session.fresh,
    hasOtherRights: !session.isReplaced && session.rights !== rightsDigest(powers),
  };
}

/** The new id for a session whose powers changed, or null when another request already asked for one. */
export async function sessionIdForRights(actor: PersonActor): Promise<string | null> {
  const { sessionHash, powers } = actor;
  if (sessionHash === null) return null;
  return transact((tx) => replaceSession(tx, sessionHash, { rights: rightsDigest(powers) }));
}

async function markSeen(sessionHash: string): Promise<void> {
  await database()
    .update(sessionTable)
    .set({ lastSeenOn: sql`house_now()::date` })
    .where(eq(sessionTable.hash, sessionHash));
}
