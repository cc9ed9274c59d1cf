import { and, asc, count, desc, eq, inArray, min, sql } from 'drizzle-orm';
import { pathsWithPower, type Actor, type PersonActor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import type { ApplicationFilter, ListedApplication } from '../../../joining/listing.ts';
import type { ApplicationState } from '../../../joining/application.ts';
import { mayWriteMembers } from '../../../powers.ts';
import { applicant, application, unit } from '../../tables.ts';
import { belowAny, unitByNumber } from '../../units/units.ts';

const PAGE = 50;
const POWER = 'members.write';

const listed = {
  id: application.id,
  givenName: applicant.givenName,
  familyName: applicant.familyName,
  unitName: unit.name,
  state: sql<ApplicationState>`${application.state}`,
  confirmedAt: sql`${application.confirmedAt}`.mapWith(application.confirmedAt),
  decideBy: application.decideBy,
};

export interface ApplicationList {
  readonly rows: readonly ListedApplication[];
  /** What the list goes on after; null at its end. */
  readonly next: string | null;
  readonly waiting: number;
  /** Units whose lists ring when something changes. */
  readonly watched: readonly string[];
}

/** The applications on which this officer decides, who waits longest first; null for whoever decides on none. */
export async function applicationsFor(
  actor: Actor,
  filter: ApplicationFilter,
): Promise<ApplicationList | null> {
  const paths = pathsWithPower(actor, POWER);
  if (paths.length === 0) return null;
  const states = filter.decided ? ['admitted', 'refused'] : ['waiting'];
  const place = sql`(${application.confirmedAt}, ${application.id})`;
  const after = sql`(select confirmed_at, id from application where id = ${filter.after})`;
  const following = filter.decided ? sql`${place} < ${after}` : sql`${place} > ${after}`;
  const order = filter.decided ? desc : asc;
  const rows = await database()
    .select(listed)
    .from(application)
    .innerJoin(applicant, eq(applicant.applicationId, application.id))
    .innerJoin(unit, eq(unit.id, application.unitId))
    .where(and(belowAny(paths), inArray(application.state, states), filter.after ? following : sql`true`))
    .orderBy(order(application.confirmedAt), order(application.id))
    .limit(PAGE + 1);
  const shown = rows.slice(0, PAGE);
  return {
    rows: shown.map(({ givenName, familyName, ...rest }) => ({
      ...rest,
      name: `${familyName}, ${givenName}`,
    })),
    next: rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    waiting: (await applicationsWaiting(actor)).count,
    watched: paths.map((path) => path.split('/').at(-2) ?? ''),
  };
}

/** How many wait for this officer, and the nearest deadline among them. */
export async function applicationsWaiting(
  actor: Actor | PersonActor,
): Promise<{ readonly count: number; readonly until: string | null }> {
  const paths = pathsWithPower(actor, POWER);
  if (paths.length === 0) return { count: 0, until: null };
  const [row] = await database()
    .select({ count: count(), until: min(application.decideBy) })
    .from(application)
    .innerJoin(unit, eq(unit.id, application.unitId))
    .where(and(belowAny(paths), eq(application.state, 'waiting')));
  return row ?? { count: 0, until: null };
}

/** Whether the lists of this unit's applications are this actor's business. */
export async function mayWatchApplications(actor: Actor, unitNumber: string): Promise<boolean> {
  if (!/^\d{1,9}$/.test(unitNumber)) return false;
  const one = await unitByNumber(database(), Number(unitNumber));
  return one !== null && mayWriteMembers(actor, one.path);
}
