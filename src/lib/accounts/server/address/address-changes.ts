import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Actor, PersonActor } from '#lib/platform/actor.ts';
import { pathsWithPower } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { approvalTrouble, stateOfAddressChange, type ListedAddressChange } from '../../address-change.ts';
import { fromAbove } from '../from-above.ts';
import { account, addressChange } from '../tables.ts';
import { mayChange, type AddressChangeRow } from './open-changes.ts';

const SHOWN = 50;

/** The newest changes in the units whose members the actor keeps; null for whoever keeps none. */
export async function addressChanges(actor: Actor): Promise<ListedAddressChange[] | null> {
  if (actor.kind !== 'person' || pathsWithPower(actor, 'members.write').length === 0) return null;
  const reader = database();
  const newest = await reader.select().from(addressChange).orderBy(desc(addressChange.createdAt)).limit(500);
  const mine: AddressChangeRow[] = [];
  for (const row of newest) {
    if (mine.length < SHOWN && (await mayChange(reader, actor, row.personId))) mine.push(row);
  }
  const people = mine.flatMap((row) => [row.personId, row.proposedBy, row.approvedBy ?? row.proposedBy]);
  const names = await fromAbove().namesOf(reader, [...new Set(people)]);
  const now = await houseNow(reader);
  return mine.map((row) => listed(row, { names, now, officerId: actor.personId }));
}

interface Setting {
  readonly names: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly officerId: string;
}

function listed(row: AddressChangeRow, { names, now, officerId }: Setting): ListedAddressChange {
  const { id, oldEmail, newEmail, reason } = row;
  const nameOf = (personId: string): string => names.get(personId) ?? '–';
  return {
    id,
    oldEmail,
    newEmail,
    reason,
    person: nameOf(row.personId),
    proposedBy: nameOf(row.proposedBy),
    approvedBy: row.approvedBy === null ? null : nameOf(row.approvedBy),
    proposedAt: row.createdAt,
    effectiveAt: row.effectiveAt,
    state: stateOfAddressChange(row, now),
    trouble: approvalTrouble(row, officerId, now),
  };
}

/** Whose changes wait for the signature of this officer, the oldest first. */
export async function addressChangesToApprove(actor: PersonActor): Promise<{ readonly person: string }[]> {
  if (!actor.secondFactor || pathsWithPower(actor, 'members.write').length === 0) return [];
  const reader = database();
  const undecided = and(isNull(addressChange.approvedBy), isNull(addressChange.stoppedAt));
  const rows = await reader
    .select()
    .from(addressChange)
    .where(undecided)
    .orderBy(asc(addressChange.createdAt))
    .limit(SHOWN);
  const now = await houseNow(reader);
  const mine: string[] = [];
  for (const row of rows) {
    const isMine = approvalTrouble(row, actor.personId, now) === null;
    if (isMine && (await mayChange(reader, actor, row.personId))) mine.push(row.personId);
  }
  const names = await fromAbove().namesOf(reader, mine);
  return mine.map((personId) => ({ person: names.get(personId) ?? '–' }));
}

/** For the page that proposes a change: whose address it is, and what it is now. */
export async function addressOfMember(
  actor: Actor,
  personId: string,
): Promise<{ readonly name: string; readonly email: string } | null> {
  const reader: Reader = database();
  if (!(await mayChange(reader, actor, personId))) return null;
  const [row] = await reader.select().from(account).where(eq(account.personId, personId));
  if (!row || row.closedAt) return null;
  const names = await fromAbove().namesOf(reader, [personId]);
  return { name: names.get(personId) ?? '–', email: row.email };
}
