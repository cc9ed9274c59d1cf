import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { Unit } from '../../unit.ts';
import { person, unit } from '../tables.ts';
import { competentOfficers } from './board.ts';

export interface Contact {
  readonly name: string;
  readonly email: string | null;
}

/**
 * Whom a new member may ask: an officer of the board by name, at the address of the unit. The officer's own address is
 * not handed out.
 */
export async function contactOf(reader: Reader, of: Pick<Unit, 'id' | 'name'>): Promise<Contact> {
  const [own] = await reader.select({ email: unit.email }).from(unit).where(eq(unit.id, of.id));
  const [officer] = await competentOfficers(reader, of.id);
  const [named] = officer
    ? await reader
        .select({ givenName: person.givenName, familyName: person.familyName })
        .from(person)
        .where(eq(person.id, officer.personId))
        .orderBy(asc(person.id))
    : [];
  const name = named ? `${named.givenName} ${named.familyName}` : of.name;
  return { name, email: own?.email ?? null };
}
