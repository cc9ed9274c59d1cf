import { desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { person, personMerge } from '../tables.ts';

const other = alias(person, 'other');

/** The merges in the history of an entry; who reads them has been asked. */
export async function mergesOf(reader: Reader, personId: string) {
  const { id, mergedAt, undoneAt } = personMerge;
  const rows = await reader
    .select({
      ...{ id, mergedAt, undoneAt },
      number: other.number,
      givenName: other.givenName,
      familyName: other.familyName,
    })
    .from(personMerge)
    .innerJoin(other, eq(other.id, personMerge.absorbedId))
    .where(eq(personMerge.keptId, personId))
    .orderBy(desc(mergedAt));
  return rows.map(({ givenName, familyName, ...row }) => ({ ...row, name: `${givenName} ${familyName}` }));
}
