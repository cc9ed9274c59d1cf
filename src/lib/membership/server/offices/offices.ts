import { and, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { HeldPower } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { dayOf } from '../../day.ts';
import { powersOfOffice, type OfficeKind } from '../../powers.ts';
import { membership, office, person, suspension, unit } from '../tables.ts';

/** An office that runs on this day. */
export function officeRunsOn(day: string): SQL | undefined {
  return and(
    isNull(office.supersededAt),
    lte(office.fromOn, day),
    or(isNull(office.toOn), gt(office.toOn, day)),
  );
}

/** What the person's offices allow now; `officeId` is the lineage of the office. */
export async function powersOf(reader: Reader, personId: string, now: Date): Promise<HeldPower[]> {
  const rows = await reader
    .select({ kind: office.kind, unitPath: unit.path, officeId: office.lineage })
    .from(office)
    .innerJoin(unit, eq(unit.id, office.unitId))
    .where(and(eq(office.personId, personId), officeRunsOn(dayOf(now))))
    .orderBy(unit.path, office.lineage);
  return rows.flatMap(({ kind, unitPath, officeId }) =>
    powersOfOffice(kind).map((power) => ({ power, unitPath, officeId })),
  );
}

/** Whether the person holds any office now; who does needs a second factor. */
export async function holdsOffice(reader: Reader, personId: string, now: Date): Promise<boolean> {
  const rows = await reader
    .select({ id: office.id })
    .from(office)
    .where(and(eq(office.personId, personId), officeRunsOn(dayOf(now))))
    .limit(1);
  return rows.length > 0;
}

/**
 * Paths of the units the person is a member of now, with all rights: effective (not known when: since joining), not
 * ended, not suspended.
 */
export async function memberPathsOf(reader: Reader, personId: string, now: Date): Promise<string[]> {
  const day = dayOf(now);
  const rows = await reader
    .select({ path: unit.path })
    .from(membership)
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(
      and(
        eq(membership.personId, personId),
        isNull(membership.supersededAt),
        sql`coalesce(${membership.effectiveOn}, ${membership.joinedOn}) <= ${day}`,
        or(isNull(membership.endedOn), gt(membership.endedOn, day)),
        sql`not exists (select 1 from ${suspension} where ${suspension.personId} = ${membership.personId}
          and ${suspension.supersededAt} is null and ${suspension.fromOn} <= ${day}
          and (${suspension.toOn} is null or ${suspension.toOn} > ${day}))`,
      ),
    )
    .orderBy(unit.path);
  return rows.map((row) => row.path);
}

/** Who looks after the members of a unit now: its membership officers, otherwise those of the nearest unit above. */
export async function membershipOfficersOf(reader: Reader, unitId: string, now: Date): Promise<string[]> {
  return nearestHolders(reader, { unitId, kinds: ['membership-officer'], now });
}

/** Who answers for a unit now: its board and its membership officers, otherwise those of the nearest unit above. */
export async function boardOf(reader: Reader, unitId: string, now: Date): Promise<string[]> {
  return nearestHolders(reader, { unitId, kinds: ['board', 'membership-officer'], now });
}

interface Holders {
  readonly unitId: string;
  readonly kinds: OfficeKind[];
  readonly now: Date;
}

async function nearestHolders(reader: Reader, { unitId, kinds, now }: Holders): Promise<string[]> {
  const above = sql`(select path from unit where id = ${unitId})`;
  const rows = await reader
    .select({ personId: office.personId, unitPath: unit.path })
    .from(office)
    .innerJoin(unit, eq(unit.id, office.unitId))
    .where(and(inArray(office.kind, kinds), officeRunsOn(dayOf(now)), sql`${above} like ${unit.path} || '%'`))
    .orderBy(sql`length(${unit.path}) desc`, office.personId);
  const nearest = rows.filter((row) => row.unitPath === rows[0]?.unitPath);
  return [...new Set(nearest.map((row) => row.personId))];
}

/** Full names by person id; unknown ids are absent. */
export async function personName(reader: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await reader
    .select({ id: person.id, given: person.givenName, family: person.familyName })
    .from(person)
    .where(inArray(person.id, [...ids]));
  return new Map(rows.map((row) => [row.id, `${row.given} ${row.family}`]));
}
