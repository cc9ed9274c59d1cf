import { eq } from 'drizzle-orm';
import '#wiring/actor.ts';
import { actorOfSession } from '#lib/accounts/server/index.ts';
import { openSession } from '#lib/accounts/server/session/open-session.ts';
import { account } from '#lib/accounts/server/tables.ts';
import { sessionCookieName } from '#lib/accounts/session.ts';
import type { PersonActor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';

export interface SignedInAs {
  /** For a `cookie` header. */
  readonly cookie: string;
  /** For Playwright's `context.addCookies`. */
  readonly name: string;
  readonly value: string;
  /** The actor as the app would see it now. */
  readonly actor: PersonActor;
}

export interface SignInWish {
  /** Powers of offices rest without it. */
  readonly secondFactor?: boolean;
  /** Whether the house is reached by https. */
  readonly secure?: boolean;
}

/** A real session of this person, as after a sign-in just now; the account is made when there is none. */
export async function signInAs(personId: string, wish: SignInWish = {}): Promise<SignedInAs> {
  const { secondFactor = true, secure = false } = wish;
  const { sessionId } = await transact(async (tx) => {
    const values = { personId, email: `${personId}@example.org` };
    await tx.insert(account).values(values).onConflictDoNothing();
    const [row] = await tx.select().from(account).where(eq(account.personId, personId));
    if (!row) throw new Error('No account.');
    const visit = { userAgent: null, sessionId: null };
    return openSession(tx, { account: row, secondFactor, visit });
  });
  const found = await actorOfSession(sessionId, await houseNow(database()));
  if (!found) throw new Error('The session is not alive.');
  const name = sessionCookieName(secure);
  return { cookie: `${name}=${sessionId}`, name, value: sessionId, actor: found.actor };
}
