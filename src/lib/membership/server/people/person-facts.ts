import { and, asc, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { ABROAD, type PersonFacts } from '../../person-facts.ts';
import { duesStanding, membership, office, person, residence, suspension, unit } from '../tables.ts';
import { belowPath } from '../units/units.ts';

/** People per batch: few enough to stay small in memory, many enough to be quick. */
const BATCH = 4000;

/**
 * Facts of everyone who is a member somewhere below `unitPath` on the day `cutOff`, in batches, by person id. For one
 * consistent picture call it inside a transaction with isolation level repeatable read.
 */
export async function* personFactsAt(
  reader: Reader,
  at: { readonly unitPath: string; readonly cutOff: string },
): AsyncIterable<PersonFacts[]> {
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await memberIds(reader, at, after);
    if (ids.length > 0) yield await factsOf(reader, ids, at.cutOff);
    after = ids.at(-1) ?? null;
    if (ids.length < BATCH) return;
  }
}

/** The same for one person, member or not; null when there is no such person. */
export async function personFactsOf(
  reader: Reader,
  personId: string,
  cutOff: string,
): Promise<PersonFacts | null> {
  const [facts] = await factsOf(reader, [personId], cutOff);
  return facts ?? null;
}

async function memberIds(
  reader: Reader,
  { unitPath, cutOff }: { readonly unitPath: string; readonly cutOff: string },
  after: string | null,
): Promise<string[]> {
  const rows = await reader
    .selectDistinct({ personId: membership.personId })
    .from(membership)
    .where(
      and(
        isNull(membership.supersededAt),
        lte(membership.joinedOn, cutOff),
        or(isNull(membership.endedOn), gt(membership.endedOn, cutOff)),
        after === null ? undefined : gt(membership.personId, after),
        inArray(membership.unitId, reader.select({ id: unit.id }).from(unit).where(belowPath(unitPath))),
      ),
    )
    .orderBy(asc(membership.personId))
    .limit(BATCH);
  return rows.map((row) => row.personId);
}

async function factsOf(reader: Reader, ids: readonly string[], cutOff: string): Promise<PersonFacts[]> {
  const all = sql`any(${`{${ids.join(',')}}`}::uuid[])`;
  const people = await reader
    .select({ personId: person.id, bornOn: person.bornOn, citizenships: person.citizenships })
    .from(person)
    .where(sql`${person.id} = ${all}`)
    .orderBy(asc(person.id));
  const residences = await residencesAt(reader, all, cutOff);
  const memberships = await membershipsAt(reader, all, cutOff);
  const dues = await duesAt(reader, all, cutOff);
  const offices = await officesAt(reader, all, cutOff);
  const suspensions = await suspensionsAt(reader, all, cutOff);
  return people.map((row) => ({
    ...row,
    residenceAgs: residences.get(row.personId) ?? null,
    memberships: memberships.get(row.personId) ?? [],
    dues: dues.get(row.personId) ?? null,
    offices: offices.get(row.personId) ?? [],
    suspensions: suspensions.get(row.personId) ?? [],
  }));
}

async function residencesAt(reader: Reader, all: SQL, cutOff: string): Promise<Map<string, string | null>> {
  const rows = await reader
    .selectDistinctOn([residence.personId], {
      personId: residence.personId,
      ags: residence.ags,
      country: residence.country,
    })
    .from(residence)
    .where(
      and(sql`${residence.personId} = ${all}`, isNull(residence.supersededAt), lte(residence.since, cutOff)),
    )
    .orderBy(residence.personId, sql`${residence.since} desc`);
  return new Map(rows.map((row) => [row.personId, row.country === 'DE' ? row.ags : ABROAD]));
}

async function membershipsAt(reader: Reader, all: SQL, cutOff: string) {
  const rows = await reader
    .select({
      personId: membership.personId,
      unitPath: unit.path,
      joinedOn: membership.joinedOn,
      effectiveOn: membership.effectiveOn,
      endedOn: membership.endedOn,
    })
    .from(membership)
    .innerJoin(unit, sql`${unit.id} = ${membership.unitId}`)
    .where(
      and(
        sql`${membership.personId} = ${all}`,
        isNull(membership.supersededAt),
        lte(membership.joinedOn, cutOff),
      ),
    )
    .orderBy(asc(membership.joinedOn), asc(membership.id));
  return byPerson(rows);
}

async function duesAt(reader: Reader, all: SQL, cutOff: string) {
  const rows = await reader
    .selectDistinctOn([duesStanding.personId], {
      personId: duesStanding.personId,
      standing: sql<'paid' | 'exempt' | 'in-arrears'>`${duesStanding.standing}`,
      since: duesStanding.since,
    })
    .from(duesStanding)
    .where(
      and(
        sql`${duesStanding.personId} = ${all}`,
        isNull(duesStanding.supersededAt),
        lte(duesStanding.since, cutOff),
      ),
    )
    .orderBy(duesStanding.personId, sql`${duesStanding.since} desc`);
  return new Map(rows.map(({ personId, ...standing }) => [personId, standing]));
}

async function officesAt(reader: Reader, all: SQL, cutOff: string) {
  const rows = await reader
    .select({
      personId: office.personId,
      kind: office.kind,
      unitPath: unit.path,
      from: office.fromOn,
      to: office.toOn,
    })
    .from(office)
    .innerJoin(unit, sql`${unit.id} = ${office.unitId}`)
    .where(and(sql`${office.personId} = ${all}`, isNull(office.supersededAt), lte(office.fromOn, cutOff)))
    .orderBy(asc(office.fromOn), asc(office.id));
  return byPerson(rows);
}

async function suspensionsAt(reader: Reader, all: SQL, cutOff: string) {
  const rows = await reader
    .select({ personId: suspension.personId, from: suspension.fromOn, to: suspension.toOn })
    .from(suspension)
    .where(
      and(
        sql`${suspension.personId} = ${all}`,
        isNull(suspension.supersededAt),
        lte(suspension.fromOn, cutOff),
      ),
    )
    .orderBy(asc(suspension.fromOn), asc(suspension.id));
  return byPerson(rows);
}

function byPerson<Row extends { readonly personId: string }>(
  rows: readonly Row[],
): Map<string, Omit<Row, 'personId'>[]> {
  const grouped = new Map<string, Omit<Row, 'personId'>[]>();
  for (const { personId, ...rest } of rows) {
    const list = grouped.get(personId);
    if (list) list.push(rest);
    else grouped.set(personId, [rest]);
  }
  return grouped;
}
