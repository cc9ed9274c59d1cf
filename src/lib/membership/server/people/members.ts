import { sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { addDays, dayOf } from '../../day.ts';
import { membershipStatus, type DuesStanding } from '../../membership.ts';
import type { Gap, ListedMember, MemberFilter, MemberPage } from '../../members.ts';
import { prefixQuery } from '../../search.ts';
import { isPresentOrLast } from './reach.ts';
import { membership, person, unit } from '../tables.ts';
import { belowAny, unitByNumber } from '../units/units.ts';

const PAGE = 50;
/** Who joined within these days is still new. */
export const NEW_DAYS = 90;

/** Members of the units where the actor may read, by name; null when the actor may read nowhere. */
export async function membersOf(actor: Actor, filter: MemberFilter): Promise<MemberPage | null> {
  if (pathsWithPower(actor, 'members.read').length === 0) return null;
  const reader = database();
  const today = dayOf(await houseNow(reader));
  const asked = { filter, today, day: filter.on ?? today };
  const wanted = await conditions(reader, actor, asked);
  const on = isOtherDay(asked) ? asked.day : null;
  if (!wanted) return { rows: [], total: 0, on, elsewhere: 0, next: null };
  const where = on ? sql`${wanted} and ${isStillTheirs(actor, today)}` : wanted;
  const rows = await page(reader, where, { after: filter.after, day: asked.day });
  const shown = rows.slice(0, PAGE);
  const total = await count(reader, where);
  return {
    rows: shown.map((row) => listed(row, asked.day)),
    total,
    on,
    elsewhere: mayCountElsewhere(asked) ? (await count(reader, wanted)) - total : 0,
    next: rows.length > PAGE ? (shown.at(-1)?.personId ?? null) : null,
  };
}

interface Asked {
  readonly filter: MemberFilter;
  readonly today: string;
  readonly day: string;
}

const isOtherDay = ({ day, today }: Asked): boolean => day !== today;

/** Only how many there were: nothing that could be asked about one of them. */
function mayCountElsewhere(asked: Asked): boolean {
  const { q, dues, gap } = asked.filter;
  return isOtherDay(asked) && prefixQuery(q) === null && dues === null && gap === null;
}

/** What the rows must be; null when a unit is asked for that the actor does not see. */
async function conditions(reader: Reader, actor: Actor, asked: Asked): Promise<SQL | null> {
  const { filter, day } = asked;
  const paths = pathsWithPower(actor, 'members.read');
  const parts = [belowAny(paths), isOtherDay(asked) ? stoodOn(day) : isPresentOrLast(day)];
  if (filter.unit !== null) {
    const branch = await unitByNumber(reader, filter.unit);
    if (!branch || !paths.some((path) => branch.path.startsWith(path))) return null;
    parts.push(belowAny([branch.path]));
  }
  const query = prefixQuery(filter.q);
  if (query !== null) parts.push(sql`${person.search} @@ ${query}::tsquery`);
  parts.push(ofStatus(filter.status, day));
  if (filter.dues !== null) parts.push(hasDues(filter.dues, day));
  if (filter.gap !== null) parts.push(lacks(filter.gap, day));
  return sql.join(parts, sql` and `);
}

/** The membership of another day: the one that ran then, otherwise the last that had ended by then. */
function stoodOn(day: string): SQL {
  return sql`${membership.supersededAt} is null and ${membership.joinedOn} <= ${day}
    and (${membership.endedOn} is null or ${membership.endedOn} > ${day}
      or not exists (select 1 from membership later where later.person_id = ${membership.personId}
        and later.superseded_at is null and later.joined_on <= ${day} and later.id <> ${membership.id}
        and (later.joined_on, later.id) > (${membership.joinedOn}, ${membership.id})))`;
}

/** Whoever moved away since is shown to the unit they belong to now, and to nobody else. */
function isStillTheirs(actor: Actor, today: string): SQL {
  const own = alias(membership, 'own');
  const paths = pathsWithPower(actor, 'members.read');
  const isBelow = sql.join(
    paths.map((path) => sql`here.path like ${path + '%'}`),
    sql` or `,
  );
  return sql`exists (select 1 from membership own join unit here on here.id = own.unit_id
    where own.person_id = ${membership.personId} and (${isBelow}) and ${isPresentOrLast(today, own)})`;
}

/** Without a status: everyone who belongs to the party now or soon. */
function ofStatus(status: MemberFilter['status'], day: string): SQL {
  const isOpen = sql`(${membership.endedOn} is null or ${membership.endedOn} > ${day})`;
  const effect = sql`coalesce(${membership.effectiveOn}, ${membership.joinedOn})`;
  if (status === null) return isOpen;
  if (status === 'ended') return sql`${membership.endedOn} <= ${day}`;
  if (status === 'coming') return sql`${isOpen} and ${membership.joinedOn} > ${day}`;
  if (status === 'waiting') return sql`${isOpen} and ${membership.joinedOn} <= ${day} and ${effect} > ${day}`;
  if (status === 'active') return sql`${isOpen} and ${membership.joinedOn} <= ${day} and ${effect} <= ${day}`;
  return sql`${isOpen} and ${membership.joinedOn} between ${addDays(day, -NEW_DAYS)} and ${day}`;
}

function duesOn(day: string): SQL {
  return sql`(select dues.standing from dues_standing dues where dues.person_id = ${person.id}
    and dues.superseded_at is null and dues.since <= ${day} order by dues.since desc limit 1)`;
}

/** Begins at the standing, so that the few in arrears are found without looking at everyone. */
function hasDues(standing: DuesStanding, day: string): SQL {
  return sql`${person.id} in (select dues.person_id from dues_standing dues where dues.standing = ${standing}
    and dues.superseded_at is null and dues.since <= ${day} and not exists (
      select 1 from dues_standing newer where newer.person_id = dues.person_id and newer.superseded_at is null
        and newer.since > dues.since and newer.since <= ${day}))`;
}

function districtOn(day: string): SQL {
  return sql`(select case when home.country = 'DE' then home.ags else '99999' end from residence home
    where home.person_id = ${person.id} and home.superseded_at is null and home.since <= ${day}
    order by home.since desc limit 1)`;
}

function lacks(gap: Gap, day: string): SQL {
  if (gap === 'birth') return sql`${person.bornOn} is null`;
  if (gap === 'citizenship') return sql`${person.citizenships} is null`;
  if (gap === 'email') return sql`${person.email} is null`;
  if (gap === 'dues') return sql`${duesOn(day)} is null`;
  return sql`${districtOn(day)} is null`;
}

type Row = Omit<ListedMember, 'status'> & {
  readonly effectiveOn: string | null;
  readonly endedOn: string | null;
  readonly dues: DuesStanding | null;
} & Record<string, unknown>;

async function page(
  reader: Reader,
  where: SQL,
  { after, day }: { readonly after: string | null; readonly day: string },
): Promise<Row[]> {
  const beyond = after
    ? sql`and (${person.sortName}, ${person.id}) >
        (select last.sort_name, last.id from person last where last.id = ${after})`
    : sql``;
  const gaps = (['birth', 'citizenship', 'district', 'email', 'dues'] as const).map(
    (gap) => sql`case when ${lacks(gap, day)} then ${gap}::text end`,
  );
  const rows = await reader.execute<Row>(sql`
    select ${person.id} as "personId", ${person.number} as number, ${person.givenName} as "givenName",
      ${person.familyName} as "familyName", ${unit.name} as "unitName", ${unit.number} as "unitNumber",
      ${membership.joinedOn}::text as "joinedOn", ${membership.effectiveOn}::text as "effectiveOn",
      ${membership.endedOn}::text as "endedOn", ${duesOn(day)} as dues,
      array_remove(array[${sql.join(gaps, sql`, `)}], null) as gaps
    from ${person} join ${membership} on ${membership.personId} = ${person.id}
      join ${unit} on ${unit.id} = ${membership.unitId}
    where ${where} ${beyond}
    order by ${person.sortName}, ${person.id} limit ${PAGE + 1}`);
  return [...rows];
}

async function count(reader: Reader, where: SQL): Promise<number> {
  const [row] = await reader.execute<{ total: number }>(sql`
    select count(*)::int as total from ${person} join ${membership} on ${membership.personId} = ${person.id}
      join ${unit} on ${unit.id} = ${membership.unitId} where ${where}`);
  return row?.total ?? 0;
}

function listed(row: Row, day: string): ListedMember {
  const { effectiveOn, endedOn, ...shown } = row;
  return { ...shown, status: membershipStatus({ joinedOn: row.joinedOn, effectiveOn, endedOn }, day) };
}
