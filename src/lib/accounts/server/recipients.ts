import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { localeShape, type Locale } from '../account.ts';
import { account } from './tables.ts';

/** Where and in which language a person gets mail. */
export interface Recipient {
  readonly personId: string;
  readonly email: string;
  readonly locale: Locale;
}

const BATCH = 5000;

/** Those of the people who have an open account; the others are absent. */
export async function recipientsOf(reader: Reader, personIds: readonly string[]): Promise<Recipient[]> {
  const found: Recipient[] = [];
  for (let start = 0; start < personIds.length; start += BATCH) {
    const ids = personIds.slice(start, start + BATCH);
    const rows = await reader
      .select({ personId: account.personId, email: account.email, locale: account.locale })
      .from(account)
      .where(and(inArray(account.personId, ids), isNull(account.closedAt)));
    for (const row of rows) found.push({ ...row, locale: localeShape.catch('de').parse(row.locale) });
  }
  return found;
}

export async function recipientOf(reader: Reader, personId: string): Promise<Recipient | null> {
  const [one] = await recipientsOf(reader, [personId]);
  return one ?? null;
}

export interface AccountStanding {
  readonly accountId: string;
  readonly email: string;
  readonly isActivated: boolean;
}

/** For an officer's page about a person; the caller has checked that it may be shown. */
export async function accountOf(reader: Reader, personId: string): Promise<AccountStanding | null> {
  const [row] = await reader.select().from(account).where(eq(account.personId, personId));
  if (!row || row.closedAt) return null;
  const isActivated = row.passwordHash !== null || row.persona !== null;
  return { accountId: row.id, email: row.email, isActivated };
}
