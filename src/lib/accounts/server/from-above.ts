import type { HeldPower } from '#lib/platform/actor.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import type { Locale } from '../account.ts';

export interface FirstOfficer {
  readonly partyName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly locale: Locale;
}

/** What accounts must know of membership, which stands above and may not be imported. */
export interface FromAbove {
  readonly powersOf: (reader: Reader, personId: string, now: Date) => Promise<readonly HeldPower[]>;
  readonly memberPathsOf: (reader: Reader, personId: string, now: Date) => Promise<readonly string[]>;
  readonly holdsOffice: (reader: Reader, personId: string, now: Date) => Promise<boolean>;
  readonly namesOf: (reader: Reader, personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Makes the root unit, the person and the office; gives the person's id. */
  readonly foundParty: (tx: Tx, officer: FirstOfficer) => Promise<string>;
}

let connected: FromAbove | undefined;

/** `src/wiring/actor.ts` calls this once per process. */
export function connectAccounts(given: FromAbove): void {
  connected = given;
}

/** Throws when nobody connected us: without knowing offices nobody is let in (fail closed). */
export function fromAbove(): FromAbove {
  if (!connected) throw new Error('Accounts are not connected to membership: import #wiring/actor.ts first.');
  return connected;
}
