import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { accountOf } from '#lib/accounts/server/index.ts';
import { hasPower, type Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { dayOf } from '../../day.ts';
import { membershipStatus } from '../../membership.ts';
import { isOneself } from '../../powers.ts';
import {
  duesStanding,
  membership,
  office,
  person,
  personChange,
  residence,
  suspension,
  unit,
} from '../tables.ts';
import { personName } from '../offices/offices.ts';
import { standingOnDay } from '../history/standing-on.ts';
import { ownObjection } from '../joining/objecting/admission-page.ts';
import { mergesOf } from '../merging/merges-of.ts';
import { memberWithin } from './reach.ts';

/**
 * Everything an officer may see about one member; null when the person is not theirs to see. `on`: another day, of
 * which is told what held then.
 */
export async function personPage(actor: Actor, personId: string, on: string | null = null) {
  const reader = database();
  const day = dayOf(await houseNow(reader));
  const reached = await memberWithin(reader, actor, { power: 'members.read', personId, day });
  if (!reached) return null;
  const entry = await personEntry(reader, personId, day);
  if (!entry) return null;
  const mayWrite = hasPower(actor, 'members.write', reached.unitPath) && !isOneself(actor, personId);
  const unit = { path: reached.unitPath, name: reached.unitName };
  const account = await accountOf(reader, personId);
  const then = await standingOnDay(reader, personId, on);
  const merges = await mergesOf(reader, personId);
  return { ...entry, merges, unit, mayWrite, canSignIn: account?.isActivated ?? false, then };
}

/** A member's own page: the same, whoever asks about themselves. */
export async function ownEntry(actor: Actor, on: string | null = null) {
  if (actor.kind !== 'person') return null;
  const reader = database();
  const entry = await personEntry(reader, actor.personId, dayOf(await houseNow(reader)));
  const objection = await ownObjection(reader, actor.personId);
  return entry && { ...entry, objection, then: await standingOnDay(reader, actor.personId, on) };
}

async function personEntry(reader: Reader, personId: string, day: string) {
  const [row] = await reader.select().from(person).where(eq(person.id, personId));
  if (!row) return null;
  const { search: _, sortName: __, ...fields } = row;
  const memberships = await ownSpells(reader, personId);
  const changes = await changesOf(reader, personId);
  return {
    day,
    person: fields,
    status: memberships[0] ? membershipStatus(memberships[0], day) : null,
    memberships,
    homes: await homesOf(reader, personId),
    dues: await duesOf(reader, personId),
    offices: await officesOf(reader, personId),
    suspensions: await suspensionsOf(reader, personId),
    changes,
  };
}

/** Present ones first. */
export async function ownSpells(reader: Reader, personId: string) {
  const { lineage, joinedOn, effectiveOn, endedOn, endReason, recordedAt } = membership;
  return reader
    .select({
      ...{ lineage, joinedOn, effectiveOn, endedOn, endReason, recordedAt },
      unitName: unit.name,
      unitNumber: unit.number,
    })
    .from(membership)
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(and(eq(membership.personId, personId), isNull(membership.supersededAt)))
    .orderBy(sql`${endedOn} desc nulls first`, desc(joinedOn));
}

async function homesOf(reader: Reader, personId: string) {
  const { since, street, postcode, town, country, ags } = residence;
  return reader
    .select({ since, street, postcode, town, country, ags })
    .from(residence)
    .where(and(eq(residence.personId, personId), isNull(residence.supersededAt)))
    .orderBy(desc(since));
}

async function duesOf(reader: Reader, personId: string) {
  return reader
    .select({ standing: duesStanding.standing, since: duesStanding.since })
    .from(duesStanding)
    .where(and(eq(duesStanding.personId, personId), isNull(duesStanding.supersededAt)))
    .orderBy(desc(duesStanding.since));
}

async function officesOf(reader: Reader, personId: string) {
  const { kind, manner, fromOn, toOn, lineage } = office;
  return reader
    .select({ officeId: lineage, kind, manner, fromOn, toOn, unitName: unit.name, unitNumber: unit.number })
    .from(office)
    .innerJoin(unit, eq(unit.id, office.unitId))
    .where(and(eq(office.personId, personId), isNull(office.supersededAt)))
    .orderBy(desc(fromOn));
}

async function suspensionsOf(reader: Reader, personId: string) {
  return reader
    .select({
      suspensionId: suspension.lineage,
      fromOn: suspension.fromOn,
      toOn: suspension.toOn,
      reason: suspension.reason,
    })
    .from(suspension)
    .where(and(eq(suspension.personId, personId), isNull(suspension.supersededAt)))
    .orderBy(asc(suspension.fromOn));
}

/** The last changes of the person's own fields with the names of those who made them. */
async function changesOf(reader: Reader, personId: string) {
  const { field, before, after, changedBy, changedAt } = personChange;
  const rows = await reader
    .select({ field, before, after, changedBy, changedAt })
    .from(personChange)
    .where(eq(personChange.personId, personId))
    .orderBy(desc(changedAt))
    .limit(50);
  const authors = [...new Set(rows.flatMap((row) => (row.changedBy ? [row.changedBy] : [])))];
  const names = await personName(reader, authors);
  return rows.map(({ changedBy: by, ...row }) => ({ ...row, author: by ? (names.get(by) ?? null) : null }));
}
