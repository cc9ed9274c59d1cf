import { actorOfSession, connectAccounts, sessionIdForRights } from '#lib/accounts/server/index.ts';
import { sessionCookieName } from '#lib/accounts/session.ts';
import { keepSession, presentedSession, type Cookies } from '#lib/accounts/ui/session-cookie.ts';
import { holdsOffice, memberPathsOf, personName, powersOf } from '#lib/membership/server/index.ts';
import { anonymous, type Actor, type PersonActor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { foundParty } from './found-party.ts';

connectAccounts({ powersOf, memberPathsOf, holdsOffice, namesOf: personName, foundParty });

/** The part of a request that is needed here; Kit's event is one. */
type Visited = Cookies & { readonly locals: { readonly now: Date } };

/**
 * Who sends this request. Sets the cookie again when the session was renewed, and with another id when the person's
 * powers have changed since it was given out. No cookie, a dead one and a planted one are all the same: nobody.
 */
export async function signInFromCookie(event: Visited): Promise<Actor> {
  const sessionId = presentedSession(event);
  const found = sessionId ? await actorOfSession(sessionId, event.locals.now) : null;
  if (!sessionId || !found) return anonymous;
  if (found.hasOtherRights) {
    const fresh = await sessionIdForRights(found.actor);
    if (!fresh) return found.actor;
    keepSession(event, fresh);
    return (await actorOfSession(fresh, event.locals.now))?.actor ?? anonymous;
  }
  if (found.isRenewed) keepSession(event, sessionId);
  return found.actor;
}

/** For sockets, which show the cookie they were opened with again and again; changes nothing. */
export async function actorOfCookieHeader(cookie: string | undefined): Promise<PersonActor | null> {
  const sessionId = sessionIn(cookie ?? '');
  if (!sessionId) return null;
  const found = await actorOfSession(sessionId, await houseNow(database()));
  return found?.actor ?? null;
}

/** The `__Host-` cookie where there is one: a plain one beside it may have been planted by a sub-domain. */
function sessionIn(header: string): string | null {
  const pairs = header.split(';').map((part) => part.trim().split('=', 2) as [string, string | undefined]);
  const value = (name: string): string | null => pairs.find(([key]) => key === name)?.[1] ?? null;
  return value(sessionCookieName(true)) ?? value(sessionCookieName(false));
}
