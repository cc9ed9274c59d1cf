import { Lucia, TimeSpan } from 'lucia';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { SESSION_DAYS } from '../../session.ts';
import { HashedSessions } from './lucia-adapter.ts';

export interface SessionAttributes {
  readonly signedInAt: Date;
  readonly secondFactor: boolean;
  /** Digest of the powers held when the id was given out. */
  readonly rights: string;
  readonly browser?: string;
  readonly isReplaced?: boolean;
  readonly isSeenToday?: boolean;
}

export interface UserAttributes {
  readonly personId: string;
  readonly locale: string;
  readonly persona: string | null;
}

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof luciaOn>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

/** Lucia on this transaction or connection, so that a session begins and ends with what caused it. */
export function luciaOn(reader: Reader) {
  return new Lucia(new HashedSessions(reader), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    getSessionAttributes: (attributes: SessionAttributes) => attributes,
    getUserAttributes: (attributes: UserAttributes) => attributes,
  });
}
