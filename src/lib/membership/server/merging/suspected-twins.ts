import { and, eq, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { isPresentOrLast } from '../people/reach.ts';
import { membership, person, unit } from '../tables.ts';
import { belowAny } from '../units/units.ts';

const MOST = 20;
const own = alias(person, 'own');

export interface Twin {
  readonly personId: string;
  readonly number: string | null;
  readonly name: string;
  readonly bornOn: string | null;
  readonly unitName: string;
  readonly same: 'email' | 'name-and-birth';
}

const sameMail = sql`lower(${person.email}) = lower(${own.email})`;
const sameName = and(eq(person.sortName, own.sortName), eq(person.bornOn, own.bornOn)) as SQL;

/** Entries that may be the same human, of those over which the officer has power. A family may share one mailbox. */
export async function suspectedTwins(
  reader: Reader,
  actor: Actor,
  { personId, day }: { readonly personId: string; readonly day: string },
): Promise<Twin[]> {
  const rows = await reader
    .selectDistinctOn([person.id], {
      personId: person.id,
      number: person.number,
      name: sql<string>`${person.givenName} || ' ' || ${person.familyName}`,
      bornOn: person.bornOn,
      unitName: unit.name,
      same: sql<Twin['same']>`case when ${sameName} then 'name-and-birth' else 'email' end`,
    })
    .from(own)
    .innerJoin(person, and(ne(person.id, own.id), or(sameMail, sameName)))
    .innerJoin(membership, and(eq(membership.personId, person.id), isNull(membership.supersededAt)))
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(and(eq(own.id, personId), isPresentOrLast(day), belowAny(pathsWithPower(actor, 'members.write'))))
    .orderBy(person.id)
    .limit(MOST);
  return rows;
}

/** Somebody the officer names by the number, where they have power over them too; null: there is nobody for them. */
export async function entryByNumber(
  reader: Reader,
  actor: Actor,
  { number, day }: { readonly number: string; readonly day: string },
): Promise<string | null> {
  const [row] = await reader
    .select({ id: person.id })
    .from(person)
    .innerJoin(membership, and(eq(membership.personId, person.id), isNull(membership.supersededAt)))
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(
      and(eq(person.number, number), isPresentOrLast(day), belowAny(pathsWithPower(actor, 'members.write'))),
    )
    .limit(1);
  return row?.id ?? null;
}
