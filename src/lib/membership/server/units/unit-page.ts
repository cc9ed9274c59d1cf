import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { hasPower, pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { addDays, dayOf } from '../../day.ts';
import { pathsUpTo, type Unit } from '../../unit.ts';
import { officeRunsOn } from '../offices/offices.ts';
import { NEW_DAYS } from '../people/members.ts';
import { office, person, unit } from '../tables.ts';
import { unitByNumber, unitsByPath } from './units.ts';

/** Powers that make a unit's page worth opening. */
const SEEING = ['members.read', 'units.write', 'offices.write'] as const;

function seenPaths(actor: Actor): string[] {
  return [...new Set(SEEING.flatMap((power) => pathsWithPower(actor, power)))];
}

/** The topmost units the actor holds an office over. */
export async function ownUnits(actor: Actor): Promise<Unit[]> {
  const paths = seenPaths(actor);
  const topmost = paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(other)));
  return unitsByPath(database(), topmost.includes('/') ? ['/1/'] : topmost);
}

/** A unit with its place in the tree, its offices and its numbers, on a day; null when it is not the actor's to see. */
export async function unitPage(actor: Actor, number: number, on: string | null = null) {
  const reader = database();
  const found = await unitByNumber(reader, number);
  const seen = seenPaths(actor);
  if (!found || !seen.some((path) => found.path.startsWith(path))) return null;
  const above = pathsUpTo(found.path).filter(
    (path) => path !== found.path && seen.some((own) => path.startsWith(own)),
  );
  const today = dayOf(await houseNow(reader));
  const day = on ?? today;
  const [contact] = await reader
    .select({ email: unit.email, website: unit.website })
    .from(unit)
    .where(eq(unit.id, found.id));
  const mayRead = hasPower(actor, 'members.read', found.path);
  return {
    day,
    on: day === today ? null : day,
    unit: found,
    contact: contact ?? { email: null, website: null },
    above: await unitsByPath(reader, above),
    children: await childrenOf(reader, { parent: found, day, mayRead }),
    offices: await officesIn(reader, found.id, day),
    numbers: mayRead ? await numbersOf(reader, found.path, day) : null,
    mayWrite: hasPower(actor, 'units.write', found.path),
    mayRecordOffices: hasPower(actor, 'offices.write', found.path),
  };
}

async function childrenOf(
  reader: Reader,
  asked: { readonly parent: Unit; readonly day: string; readonly mayRead: boolean },
) {
  const rows = await reader.execute<{ number: number; name: string; kind: string; members: number }>(sql`
    select child.number, child.name, child.kind, count(m.id)::int as members
    from unit child
    left join unit below on below.path like child.path || '%' and ${asked.mayRead}
    left join membership m on m.unit_id = below.id and m.superseded_at is null and m.joined_on <= ${asked.day}
      and (m.ended_on is null or m.ended_on > ${asked.day})
    where child.parent_id = ${asked.parent.id}
    group by child.id order by child.name`);
  return rows.map((row) => ({ ...row, members: asked.mayRead ? row.members : null }));
}

async function officesIn(reader: Reader, unitId: string, day: string) {
  return reader
    .select({
      officeId: office.lineage,
      kind: office.kind,
      manner: office.manner,
      fromOn: office.fromOn,
      toOn: office.toOn,
      personId: person.id,
      givenName: person.givenName,
      familyName: person.familyName,
    })
    .from(office)
    .innerJoin(person, eq(person.id, office.personId))
    .where(and(eq(office.unitId, unitId), officeRunsOn(day), isNull(office.supersededAt)))
    .orderBy(asc(office.kind), asc(person.sortName));
}

export interface UnitNumbers {
  readonly members: number;
  readonly waiting: number;
  readonly joinedLately: number;
  readonly inArrears: number;
  readonly withoutBirth: number;
}

async function numbersOf(reader: Reader, path: string, day: string): Promise<UnitNumbers> {
  const [row] = await reader.execute<UnitNumbers & Record<string, unknown>>(sql`
    with here as (
      select m.person_id, m.joined_on, coalesce(m.effective_on, m.joined_on) > ${day} as waits
      from membership m join unit u on u.id = m.unit_id
      where u.path like ${path + '%'} and m.superseded_at is null and m.joined_on <= ${day}
        and (m.ended_on is null or m.ended_on > ${day})),
    late as (
      select d.person_id from dues_standing d
      where d.standing = 'in-arrears' and d.superseded_at is null and d.since <= ${day}
        and not exists (select 1 from dues_standing newer where newer.person_id = d.person_id
          and newer.superseded_at is null and newer.since > d.since and newer.since <= ${day}))
    select count(*)::int as members,
      count(*) filter (where waits)::int as waiting,
      count(*) filter (where joined_on >= ${addDays(day, -NEW_DAYS)})::int as "joinedLately",
      count(*) filter (where person_id in (select person_id from late))::int as "inArrears",
      (select count(*)::int from here join person p on p.id = here.person_id where p.born_on is null) as "withoutBirth"
    from here`);
  return row as UnitNumbers;
}
