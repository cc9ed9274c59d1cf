import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { refuse, type Refusal } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { requireNotRestored } from '#lib/platform/server/restore-marker.server.ts';
import { mayCommit, mayOversee } from '../powers.ts';
import { mayFollow, type ReferendumState } from '../state.ts';
import { referendum } from './tables.ts';

export type ReferendumRow = typeof referendum.$inferSelect;

type Permission = (actor: Actor, row: ReferendumRow) => boolean;

/**
 * Loads a referendum through the actor and locks its row. Who may not even oversee it hears that it does not exist;
 * who may, but lacks the power asked for, hears so.
 */
export async function loadFor(
  tx: Tx,
  actor: Actor,
  wanted: { readonly uuid: string; readonly may: Permission },
): Promise<ReferendumRow | Refusal> {
  const [row] = await tx.select().from(referendum).where(eq(referendum.uuid, wanted.uuid)).for('update');
  if (!row || !mayOversee(actor, row)) return refuse(404, 'not-found');
  return wanted.may(actor, row) ? row : refuse(403, 'not-allowed');
}

export const committing: Permission = (actor, row) => mayCommit(actor, row);

export function isRefusal(value: object): value is Refusal {
  return 'ok' in value && value.ok === false;
}

/** Moves the state along the plan; the trigger `referendum_way` refuses the same. */
export async function moveState(tx: Tx, row: ReferendumRow, to: ReferendumState): Promise<void> {
  if (!mayFollow(row.state, to)) throw new Error(`${to} does not follow ${row.state}`);
  await tx
    .update(referendum)
    .set({ state: to, stateSince: sql`house_now()` })
    .where(eq(referendum.uuid, row.uuid));
  row.state = to;
}

/** Draw and cast share this lock; batching, closing and every change of state from `ready` on hold it alone. */
export async function lockShared(tx: Tx, uuid: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${`referendum:${uuid}`}, 0))`);
  await requireNotRestored(tx);
}

export async function lockAlone(tx: Tx, uuid: string): Promise<void> {
  await lockEvenRestored(tx, uuid);
  await requireNotRestored(tx);
}

/** The same, for what has to be done in a restored database. */
export async function lockEvenRestored(tx: Tx, uuid: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`referendum:${uuid}`}, 0))`);
}

/** Draws queue here one after the other, so that two never rewrite the same marks. */
export async function lockDraws(tx: Tx, uuid: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`draws:${uuid}`}, 0))`);
}

/** The row and the time as they are once the lock is held; both are read after it, never before. */
export async function standing(tx: Tx, uuid: string): Promise<{ row: ReferendumRow; now: Date } | null> {
  const [row] = await tx.select().from(referendum).where(eq(referendum.uuid, uuid));
  return row ? { row, now: await houseNow(tx) } : null;
}
