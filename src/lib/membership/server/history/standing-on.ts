import { and, asc, desc, eq, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { addDays, dayOf } from '../../day.ts';
import type { Standing, StandingOnDay } from '../../standing.ts';
import { membershipStatus, type DuesStanding } from '../../membership.ts';
import { duesStanding, membership, office, residence, suspension, unit } from '../tables.ts';

/** `on`: the day asked about. `known`: as the books stood at a moment; null: as we know it now. */
export interface AsOf {
  readonly on: string;
  readonly known: Date | null;
}

type Dated = typeof duesStanding | typeof membership | typeof office | typeof residence | typeof suspension;

/** The versions that stood at that moment. */
function stood(table: Dated, known: Date | null): SQL | undefined {
  if (known === null) return isNull(table.supersededAt);
  return and(lte(table.recordedAt, known), or(isNull(table.supersededAt), gt(table.supersededAt, known)));
}

/** What held for a person on a day. Nothing is ever overwritten, so any day can be asked for, as known at any moment. */
export async function standingOn(reader: Reader, personId: string, asOf: AsOf): Promise<Standing> {
  const last = await membershipOn(reader, personId, asOf);
  return {
    membership: last,
    status: last && membershipStatus(last, asOf.on),
    suspension: await suspensionOn(reader, personId, asOf),
    dues: await duesOn(reader, personId, asOf),
    offices: await officesOn(reader, personId, asOf),
    home: await homeOn(reader, personId, asOf),
  };
}

/** The day as we know it today and, when it has passed, as its evening knew it; null for today itself. */
export async function standingOnDay(
  reader: Reader,
  personId: string,
  on: string | null,
): Promise<StandingOnDay | null> {
  const now = await houseNow(reader);
  const today = dayOf(now);
  if (on === null || on === today) return null;
  const known = await standingOn(reader, personId, { on, known: null });
  const evening = on < today ? await endOf(reader, on) : null;
  const isWritten = evening !== null && (await hasEntry(reader, personId, evening));
  const thought = isWritten ? await standingOn(reader, personId, { on, known: evening }) : null;
  return { on, today, known, thought };
}

async function endOf(reader: Reader, on: string): Promise<Date> {
  const [row] = await reader.execute<{ ends: string }>(
    sql`select (${addDays(on, 1)}::date::timestamp at time zone 'Europe/Berlin')::text as ends`,
  );
  return new Date((row as { ends: string }).ends);
}

async function hasEntry(reader: Reader, personId: string, known: Date): Promise<boolean> {
  const [row] = await reader
    .select({ id: membership.id })
    .from(membership)
    .where(and(eq(membership.personId, personId), lte(membership.recordedAt, known)))
    .limit(1);
  return row !== undefined;
}

async function membershipOn(reader: Reader, personId: string, { on, known }: AsOf) {
  const { joinedOn, effectiveOn, endedOn, endReason } = membership;
  const [row] = await reader
    .select({
      ...{ joinedOn, effectiveOn, endedOn, endReason },
      unitName: unit.name,
      unitNumber: unit.number,
    })
    .from(membership)
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(and(eq(membership.personId, personId), stood(membership, known), lte(joinedOn, on)))
    .orderBy(sql`(${endedOn} is null or ${endedOn} > ${on}) desc`, desc(joinedOn), desc(membership.id))
    .limit(1);
  return row ?? null;
}

async function suspensionOn(reader: Reader, personId: string, { on, known }: AsOf) {
  const { fromOn, toOn } = suspension;
  const [row] = await reader
    .select({ fromOn, toOn })
    .from(suspension)
    .where(
      and(
        eq(suspension.personId, personId),
        stood(suspension, known),
        lte(fromOn, on),
        or(isNull(toOn), gt(toOn, on)),
      ),
    )
    .limit(1);
  return row ?? null;
}

async function duesOn(reader: Reader, personId: string, { on, known }: AsOf) {
  const { since } = duesStanding;
  const [row] = await reader
    .select({ standing: sql<DuesStanding>`${duesStanding.standing}`, since })
    .from(duesStanding)
    .where(and(eq(duesStanding.personId, personId), stood(duesStanding, known), lte(since, on)))
    .orderBy(desc(since))
    .limit(1);
  return row ?? null;
}

async function officesOn(reader: Reader, personId: string, { on, known }: AsOf) {
  const { kind, manner, fromOn, toOn } = office;
  return reader
    .select({ kind, manner, fromOn, toOn, unitName: unit.name })
    .from(office)
    .innerJoin(unit, eq(unit.id, office.unitId))
    .where(
      and(
        eq(office.personId, personId),
        stood(office, known),
        lte(fromOn, on),
        or(isNull(toOn), gt(toOn, on)),
      ),
    )
    .orderBy(asc(fromOn), asc(kind));
}

async function homeOn(reader: Reader, personId: string, { on, known }: AsOf) {
  const { street, postcode, town, country, ags, since } = residence;
  const [row] = await reader
    .select({ street, postcode, town, country, ags })
    .from(residence)
    .where(and(eq(residence.personId, personId), stood(residence, known), lte(since, on)))
    .orderBy(desc(since))
    .limit(1);
  return row ?? null;
}
