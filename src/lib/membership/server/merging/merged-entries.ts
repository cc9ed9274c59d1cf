import { and, eq, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Actor } from '#lib/platform/actor.ts';
import { database, transact, type Reader, type Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../day.ts';
import { isOneself } from '../../powers.ts';
import { memberWithin } from '../people/reach.ts';
import { isRowId } from '../row-id.ts';
import { person, personMerge } from '../tables.ts';
import { changedSince, partsOf } from './changed-since.ts';
import { mayWriteOther } from './undo-merge.ts';

const other = alias(person, 'other');
const officer = alias(person, 'officer');
/** No chain of entries is longer; a longer one would be a circle, which the books do not allow. */
const MOST_STEPS = 20;

/** Into whom an entry went, however many merges led there, for an officer who may see that one. */
export async function mergedInto(actor: Actor, personId: string): Promise<string | null> {
  if (!isRowId(personId)) return null;
  const reader = database();
  let into: string | null = null;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = await nextOf(reader, into ?? personId);
    if (!next) break;
    into = next;
  }
  if (!into) return null;
  const day = dayOf(await houseNow(reader));
  return (await memberWithin(reader, actor, { power: 'members.read', personId: into, day })) ? into : null;
}

async function nextOf(reader: Reader, personId: string): Promise<string | null> {
  const stands = and(eq(personMerge.absorbedId, personId), isNull(personMerge.undoneAt));
  const [row] = await reader.select({ keptId: personMerge.keptId }).from(personMerge).where(stands);
  return row?.keptId ?? null;
}

/** What one merge did and whether it can still be undone; null for who may not see the entry. */
export async function mergePageOf(
  actor: Actor,
  asked: { readonly personId: string; readonly mergeId: string },
) {
  const { personId, mergeId } = asked;
  if (!isRowId(mergeId)) return null;
  return transact(async (tx) => {
    const now = await houseNow(tx);
    const reach = { power: 'members.read', personId, day: dayOf(now) };
    const reached = await memberWithin(tx, actor, reach);
    const row = await mergeWithNames(tx, asked);
    if (!reached || !row) return null;
    const { merge } = row;
    const parts = await partsOf(tx, mergeId);
    const writes = await memberWithin(tx, actor, { ...reach, power: 'members.write' });
    const mayWrite =
      writes !== null && !isOneself(actor, personId) && (await mayWriteOther(tx, actor, merge));
    const isOpen = merge.undoneAt === null && now <= merge.undoUntil;
    return {
      id: merge.id,
      person: { id: personId, name: nameOf(row.kept), number: row.kept.number },
      unitName: reached.unitName,
      other: { id: merge.absorbedId, name: nameOf(row.other), number: row.other.number },
      mergedAt: merge.mergedAt,
      mergedBy: row.officer ? nameOf(row.officer) : null,
      undoUntil: merge.undoUntil,
      undoneAt: merge.undoneAt,
      fields: Object.keys(merge.after).map((field) => ({
        field,
        before: merge.before[field] ?? null,
        after: merge.after[field] ?? null,
      })),
      struck: parts.filter(({ newId }) => newId === null).length,
      accountRests: merge.accountRests,
      mayUndo: mayWrite && isOpen,
      changed: isOpen ? await changedSince(tx, merge) : [],
    };
  });
}

async function mergeWithNames(
  tx: Tx,
  { personId, mergeId }: { readonly personId: string; readonly mergeId: string },
) {
  const [row] = await tx
    .select({ merge: personMerge, kept: person, other, officer })
    .from(personMerge)
    .innerJoin(person, eq(person.id, personMerge.keptId))
    .innerJoin(other, eq(other.id, personMerge.absorbedId))
    .leftJoin(officer, eq(officer.id, personMerge.mergedBy))
    .where(and(eq(personMerge.id, mergeId), eq(personMerge.keptId, personId)));
  return row ?? null;
}

const nameOf = (row: { readonly givenName: string; readonly familyName: string }): string =>
  `${row.givenName} ${row.familyName}`;
