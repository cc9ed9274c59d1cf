import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { LONGEST_SESSION_DAYS, SESSION_DAYS } from '../../session.ts';
import { digestOf } from '../secret/digest.ts';
import { account, session } from '../tables.ts';

const FULL_TERM_MS = SESSION_DAYS * 86_400_000;

/** Milliseconds until the row expires, by the house's clock. */
const left = sql<number>`(extract(epoch from ${session.expiresAt} - house_now()) * 1000)::float8`;

const notWornOut = sql`${session.signedInAt} > house_now() - make_interval(days => ${LONGEST_SESSION_DAYS})`;

const columns = {
  hash: session.hash,
  accountId: session.accountId,
  left,
  signedInAt: session.signedInAt,
  secondFactor: session.secondFactor,
  rights: session.rights,
  replacedAt: session.replacedAt,
  isSeenToday: sql<boolean>`${session.lastSeenOn} = house_now()::date`,
};

/**
 * Keeps only the SHA-256 of a session id, so that whoever reads the table cannot be anybody. Lucia counts by the
 * clock of this process; all times here are handed over as distances from now, so that the house's clock decides.
 */
export class HashedSessions implements Adapter {
  readonly #reader: Reader;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** Answers with the presented id, which the table does not know. */
  async getSessionAndUser(sessionId: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [row] = await this.#reader
      .select({ ...columns, personId: account.personId, locale: account.locale, persona: account.persona })
      .from(session)
      .innerJoin(account, and(eq(account.id, session.accountId), isNull(account.closedAt)))
      .where(and(eq(session.hash, digestOf(sessionId)), notWornOut));
    if (!row) return [null, null];
    const { personId, locale, persona } = row;
    const found = databaseSession(sessionId, row);
    return [found, { id: row.accountId, attributes: { personId, locale, persona } }];
  }

  /** The `id` of a listed session is its hash: the ids themselves are in the browsers. */
  async getUserSessions(userId: string): Promise<DatabaseSession[]> {
    const rows = await this.#reader.select(columns).from(session).where(eq(session.accountId, userId));
    return rows.map((row) => databaseSession(row.hash, row));
  }

  async setSession(given: DatabaseSession): Promise<void> {
    const { signedInAt, secondFactor, rights, browser } = given.attributes;
    await this.#reader.execute(sql`delete from session where expires_at < house_now() - interval '1 hour'`);
    await this.#reader.insert(session).values({
      hash: digestOf(given.id),
      accountId: given.userId,
      expiresAt: byHouseClock(given.expiresAt),
      lastSeenOn: sql`house_now()::date`,
      browser: browser ?? '',
      signedInAt,
      secondFactor,
      rights,
    });
  }

  async updateSessionExpiration(sessionId: string, expiresAt: Date): Promise<void> {
    await this.#reader
      .update(session)
      .set({ expiresAt: byHouseClock(expiresAt) })
      .where(and(eq(session.hash, digestOf(sessionId)), isNull(session.replacedAt)));
  }

  async deleteSession(sessionId: string): Promise<void> {
    await this.#reader.delete(session).where(eq(session.hash, digestOf(sessionId)));
  }

  async deleteUserSessions(userId: string): Promise<void> {
    await this.#reader.delete(session).where(eq(session.accountId, userId));
  }

  async deleteExpiredSessions(): Promise<void> {
    await this.#reader.delete(session).where(lt(session.expiresAt, sql`house_now()`));
  }
}

function byHouseClock(expiresAt: Date) {
  return sql`house_now() + make_interval(secs => ${(expiresAt.getTime() - Date.now()) / 1000})`;
}

interface Row {
  readonly accountId: string;
  readonly left: number;
  readonly signedInAt: Date;
  readonly secondFactor: boolean;
  readonly rights: string;
  readonly replacedAt: Date | null;
  readonly isSeenToday: boolean;
}

/** A replaced id must not look old to Lucia while it lives, or Lucia would renew it. */
function databaseSession(id: string, row: Row): DatabaseSession {
  const { accountId, signedInAt, secondFactor, rights, replacedAt, isSeenToday } = row;
  const distance = replacedAt !== null && row.left > 0 ? FULL_TERM_MS : row.left;
  const expiresAt = new Date(Date.now() + distance);
  const attributes = { signedInAt, secondFactor, rights, isReplaced: replacedAt !== null, isSeenToday };
  return { id, userId: accountId, expiresAt, attributes };
}
