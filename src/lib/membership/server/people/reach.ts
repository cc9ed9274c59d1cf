import { and, eq, isNull, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { dayOf } from '../../day.ts';
import { isOneself } from '../../powers.ts';
import { isRowId } from '../row-id.ts';
import { membership, person, unit } from '../tables.ts';
import { belowAny } from '../units/units.ts';

/** The columns of a membership, of the table itself or of one more of it in the same question. */
export type MembershipColumns = Readonly<
  Record<'id' | 'personId' | 'joinedOn' | 'endedOn' | 'supersededAt', SQLWrapper>
>;

/**
 * A membership by which a unit may know a person: one that has not ended, or, when all have, the last. Whoever moved
 * away is the new unit's business, and only theirs.
 */
export function isPresentOrLast(day: string, of: MembershipColumns = membership): SQL {
  return sql`${of.supersededAt} is null and (${of.endedOn} is null or ${of.endedOn} > ${day}
    or not exists (select 1 from membership later where later.person_id = ${of.personId}
      and later.superseded_at is null and later.id <> ${of.id}
      and (later.ended_on is null or (later.joined_on, later.id) > (${of.joinedOn}, ${of.id}))))`;
}

export interface ReachedMember {
  readonly personId: string;
  readonly membership: typeof membership.$inferSelect;
  readonly unitPath: string;
  readonly unitName: string;
}

/** The person's present or last membership, if it lies where the actor holds the power; otherwise there is nobody. */
export async function memberWithin(
  reader: Reader,
  actor: Actor,
  asked: { readonly power: string; readonly personId: string; readonly day: string },
): Promise<ReachedMember | null> {
  if (!isRowId(asked.personId)) return null;
  const [row] = await reader
    .select({ membership, unitPath: unit.path, unitName: unit.name })
    .from(membership)
    .innerJoin(unit, eq(unit.id, membership.unitId))
    .where(
      and(
        eq(membership.personId, asked.personId),
        isPresentOrLast(asked.day),
        belowAny(pathsWithPower(actor, asked.power)),
      ),
    )
    .orderBy(sql`${membership.endedOn} desc nulls first, ${membership.joinedOn} desc`)
    .limit(1);
  return row ? { personId: asked.personId, ...row } : null;
}

export type EntryToWrite = Outcome<ReachedMember & { readonly day: string }>;

/** The same for a command: nobody else writes about this person until the transaction ends. The dead rest. */
export async function memberToWrite(tx: Tx, actor: Actor, personId: string): Promise<EntryToWrite> {
  const reached = await entryToWrite(tx, actor, personId);
  if (reached.ok && reached.value.membership.endReason === 'died') return refuse(409, 'member-died');
  return reached;
}

/** The same, also of somebody who died: only to put right what was entered about the death itself. */
export async function entryToWrite(tx: Tx, actor: Actor, personId: string): Promise<EntryToWrite> {
  await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for('update');
  const day = dayOf(await houseNow(tx));
  const reached = await memberWithin(tx, actor, { power: 'members.write', personId, day });
  if (!reached) return refuse(404, 'not-found');
  if (isOneself(actor, personId)) return refuse(403, 'not-oneself');
  return done({ ...reached, day });
}

/** The open membership of a person, whoever asks. */
export async function openMembership(reader: Reader, personId: string) {
  const [row] = await reader
    .select()
    .from(membership)
    .where(
      and(eq(membership.personId, personId), isNull(membership.supersededAt), isNull(membership.endedOn)),
    );
  return row ?? null;
}
