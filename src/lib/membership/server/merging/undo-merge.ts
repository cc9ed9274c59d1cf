import { eq, sql } from 'drizzle-orm';
import { importAddress, wakeAccountOf } from '#lib/accounts/server/index.ts';
import { isRecentlySignedIn, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { UndoMerge } from '../../merging/merging.ts';
import { mayWriteMembers } from '../../powers.ts';
import { entryToWrite } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { personMerge } from '../tables.ts';
import { unitById } from '../units/units.ts';
import { changedSince, partsOf } from './changed-since.ts';
import { writeFields } from './chosen-fields.ts';
import { rowById, supersedeAll, writeVersion, type SomeRow } from './dated-rows.ts';

type Merge = typeof personMerge.$inferSelect;

/** Both entries stand again as they did, as long as nobody has written anything since that belongs to one of them. */
export async function undoMerge(actor: Actor, input: UndoMerge): Promise<Outcome<{ personId: string }>> {
  return transact(async (tx) => {
    const reached = await entryToWrite(tx, actor, input.personId);
    if (!reached.ok) return reached;
    const [merge] = await tx
      .select()
      .from(personMerge)
      .where(eq(personMerge.id, input.mergeId))
      .for('update');
    if (merge?.keptId !== input.personId) return refuse(404, 'not-found');
    if (!(await mayWriteOther(tx, actor, merge))) return refuse(404, 'not-found');
    const { absorbedId: personId } = merge;
    if (merge.undoneAt !== null) return done({ personId });
    const objection = await againstUndoing(tx, actor, merge);
    if (objection) return objection;
    await writeBack(tx, actor, merge);
    const woken = merge.accountRests ? await wakeAccountOf(tx, personId) : done();
    if (!woken.ok) return refuse(409, 'merge-address-taken');
    await tx
      .update(personMerge)
      .set({ undoneAt: sql`house_now()`, undoneBy: recorder(actor) ?? merge.mergedBy })
      .where(eq(personMerge.id, merge.id));
    const subject = { kind: 'person', id: merge.keptId } as const;
    const detail = { mergeId: merge.id, absorbed: personId };
    await recordFact(tx, actor, { kind: MEMBERSHIP_FACTS.mergeUndone, subject, detail });
    await recordEvidence(tx, actor, { code: 'merge-undone', subject, reason: personId });
    return done({ personId });
  });
}

async function againstUndoing(tx: Tx, actor: Actor, merge: Merge): Promise<Refusal | null> {
  const now = await houseNow(tx);
  if (actor.kind === 'person' && !isRecentlySignedIn(actor, now)) return refuse(403, 'sign-in-again');
  if (now > merge.undoUntil) return refuse(409, 'merge-undo-over');
  const changed = await changedSince(tx, merge);
  return changed.length > 0 ? refuse(409, 'merge-changed-since') : null;
}

/** Power over the other entry, by the unit it belonged to when it went into this one. */
export async function mayWriteOther(tx: Tx, actor: Actor, merge: Merge): Promise<boolean> {
  const parts = (await partsOf(tx, merge.id)).filter(({ kind }) => kind === 'membership');
  const rows = await Promise.all(parts.map(({ oldId }) => rowById(tx, 'membership', oldId)));
  const [last] = rows
    .filter(({ personId }) => personId === merge.absorbedId)
    .sort((a, b) => lastFirst(a).localeCompare(lastFirst(b)))
    .reverse();
  const unit = last?.unitId ? await unitById(tx, last.unitId) : null;
  return unit !== null && mayWriteMembers(actor, unit.path);
}

const lastFirst = ({ endedOn, joinedOn }: SomeRow): string => `${endedOn ?? '9999-99-99'} ${joinedOn ?? ''}`;

/** The versions of before are written once more, so that the time between stays readable. */
async function writeBack(tx: Tx, actor: Actor, merge: Merge): Promise<void> {
  const { keptId, absorbedId } = merge;
  const changed = (await partsOf(tx, merge.id)).filter(({ oldId, newId }) => oldId !== newId);
  for (const { kind, newId } of changed) if (newId) await supersedeAll(tx, kind, [newId]);
  for (const { kind, oldId } of changed) {
    const row = await rowById(tx, kind, oldId);
    await writeVersion(tx, kind, { row, next: { recordedBy: recorder(actor) } });
  }
  const { email } = merge.before;
  if (typeof email === 'string') await importAddress(tx, actor, { personId: keptId, email });
  await writeFields(tx, actor, { keptId, absorbedId, fields: merge.before });
}
