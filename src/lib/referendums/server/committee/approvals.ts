import { and, eq } from 'drizzle-orm';
import { personName } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { refuse, type Refusal } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';
import { approval } from '../tables.ts';

export type GraveAct = (typeof approval.$inferSelect)['act'];

/** Each grave act needs this many different people. */
export const APPROVALS_NEEDED = 2;

/**
 * Adds the actor's approval of a grave act and tells how many different people approved by now. The same person
 * again changes nothing, under whatever account: people are counted, not accounts.
 */
export async function approve(
  tx: Tx,
  actor: Actor,
  act: { readonly uuid: string; readonly act: GraveAct; readonly reason?: string },
): Promise<number | Refusal> {
  if (actor.kind !== 'person') return refuse(403, 'not-allowed');
  if (!isRecentlySignedIn(actor, await houseNow(tx))) return refuse(401, 'sign-in-again');
  await tx
    .insert(approval)
    .values({ uuid: act.uuid, act: act.act, personId: actor.personId, reason: act.reason ?? '' })
    .onConflictDoNothing();
  const rows = await tx
    .select({ personId: approval.personId })
    .from(approval)
    .where(and(eq(approval.uuid, act.uuid), eq(approval.act, act.act)));
  return rows.length;
}

/** The names of the first two of these people as they stand on the record; a number follows where both bear the same. */
export async function recordedNames(tx: Tx, personIds: readonly string[]): Promise<[string, string]> {
  const names = await personName(tx, [...personIds]);
  const [one = '', other = ''] = personIds.slice(0, 2).map((id) => names.get(id) ?? id);
  return [one, one === other ? `${other} (2)` : other];
}
