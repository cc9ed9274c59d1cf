import { and, eq, gt, inArray, isNull, or } from 'drizzle-orm';
import { accountOf } from '#lib/accounts/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { carriesPower } from '../../powers.ts';
import { frozenAddresses } from '../frozen-addresses.ts';
import { hasOpenObjection } from '../joining/objecting/objections.ts';
import { memberToWrite, type ReachedMember } from '../people/reach.ts';
import { office, person, transfer } from '../tables.ts';

export interface BothEntries {
  readonly kept: ReachedMember;
  readonly other: ReachedMember;
  readonly day: string;
}

/** Two entries, held until the transaction ends, over both of which the actor has power; nobody merges themselves. */
export async function bothToMerge(
  tx: Tx,
  actor: Actor,
  { personId, otherId }: { readonly personId: string; readonly otherId: string },
): Promise<Outcome<BothEntries>> {
  if (personId === otherId) return refuse(422, 'merge-same-entry');
  // Always in the same order, so that two officers never wait for each other.
  const [first, second] = [personId, otherId].sort() as [string, string];
  const one = await memberToWrite(tx, actor, first);
  if (!one.ok) return one;
  const two = await memberToWrite(tx, actor, second);
  if (!two.ok) return two;
  const [kept, other] = first === personId ? [one.value, two.value] : [two.value, one.value];
  return done({ kept, other, day: kept.day });
}

/** Why these two may not become one now, or not this way round; null: nothing speaks against it. */
export async function againstMerging(tx: Tx, { kept, other, day }: BothEntries): Promise<Refusal | null> {
  const ids = [kept.personId, other.personId];
  if (await hasOpenTransfer(tx, ids)) return refuse(409, 'merge-transfer-open');
  if (await hasOpenObjection(tx, ids)) return refuse(409, 'objection-open');
  if ((await frozenAddresses(tx, [other.personId])).size > 0) return refuse(409, 'merge-frozen-by-roll');
  if (await holdsPower(tx, other.personId, day)) return refuse(409, 'merge-office-stays');
  const isOtherHere = (await accountOf(tx, other.personId))?.isActivated ?? false;
  const isKeptHere = (await accountOf(tx, kept.personId))?.isActivated ?? false;
  return isOtherHere && !isKeptHere ? refuse(409, 'merge-keep-who-signs-in') : null;
}

async function hasOpenTransfer(reader: Reader, ids: string[]): Promise<boolean> {
  const isOpen = and(inArray(transfer.personId, ids), eq(transfer.state, 'open'));
  const [row] = await reader.select({ id: transfer.id }).from(transfer).where(isOpen).limit(1);
  return row !== undefined;
}

/** Whoever holds power now or soon keeps their own account: a merge must not hand it to another one. */
async function holdsPower(reader: Reader, personId: string, day: string): Promise<boolean> {
  const rows = await reader
    .select({ kind: office.kind })
    .from(office)
    .where(
      and(
        eq(office.personId, personId),
        isNull(office.supersededAt),
        or(isNull(office.toOn), gt(office.toOn, day)),
      ),
    );
  return rows.some(({ kind }) => carriesPower(kind));
}

export async function personRow(reader: Reader, personId: string): Promise<typeof person.$inferSelect> {
  const [row] = await reader.select().from(person).where(eq(person.id, personId));
  return row as typeof person.$inferSelect;
}
