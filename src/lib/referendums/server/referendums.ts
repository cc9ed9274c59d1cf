import { and, asc, desc, eq, inArray, or, sql, type SQL } from 'drizzle-orm';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { mayRead } from '../powers.ts';
import type { ReferendumState } from '../state.ts';
import { approval, frozenElection, referendum, trustee } from './tables.ts';
import type { ReferendumRow } from './loading.ts';

export interface ReferendumEntry {
  readonly uuid: string;
  readonly title: string;
  readonly state: ReferendumState;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** The referendums of the actor's units (from inspection on) and those the actor oversees, newest first. */
export async function referendumsFor(reader: Reader, actor: Actor): Promise<readonly ReferendumEntry[]> {
  const scope = scopeOf(actor);
  if (!scope) return [];
  return reader
    .select({
      uuid: referendum.uuid,
      title: sql<string>`${referendum.asked} ->> 'title'`,
      state: referendum.state,
      opensAt: referendum.opensAt,
      closesAt: referendum.closesAt,
    })
    .from(referendum)
    .where(scope)
    .orderBy(desc(referendum.closesAt), asc(referendum.uuid))
    .limit(200);
}

function scopeOf(actor: Actor): SQL | undefined {
  const overseen = [
    ...pathsWithPower(actor, 'referendums.write'),
    ...pathsWithPower(actor, 'referendums.commit'),
  ];
  const ways = overseen.map((path) => sql`${referendum.unitPath} like ${`${path}%`}`);
  if (actor.kind === 'person' && actor.memberOf.length > 0) {
    const above = actor.memberOf.map((path) => sql`${path} like ${referendum.unitPath} || '%'`);
    ways.push(sql`(${referendum.state} <> 'draft' and (${sql.join(above, sql` or `)}))`);
  }
  return ways.length > 0 ? or(...ways) : undefined;
}

/** A referendum the actor may read, or null: what one may not see does not exist. */
export async function referendumFor(
  reader: Reader,
  actor: Actor,
  uuid: string,
): Promise<ReferendumRow | null> {
  const [row] = await reader.select().from(referendum).where(eq(referendum.uuid, uuid));
  if (!row) return null;
  return mayRead(actor, row) || (await isTrustee(reader, actor, uuid)) ? row : null;
}

async function isTrustee(reader: Reader, actor: Actor, uuid: string): Promise<boolean> {
  if (actor.kind !== 'person') return false;
  const rows = await reader
    .select({ index: trustee.index })
    .from(trustee)
    .where(and(eq(trustee.uuid, uuid), eq(trustee.personId, actor.personId)));
  return rows.length > 0;
}

export async function trusteesOf(
  reader: Reader,
  uuid: string,
): Promise<readonly (typeof trustee.$inferSelect)[]> {
  return reader.select().from(trustee).where(eq(trustee.uuid, uuid)).orderBy(asc(trustee.index));
}

export async function approvalsOf(
  reader: Reader,
  uuid: string,
): Promise<readonly (typeof approval.$inferSelect)[]> {
  return reader.select().from(approval).where(eq(approval.uuid, uuid)).orderBy(asc(approval.at));
}

export async function frozenOf(
  reader: Reader,
  uuid: string,
): Promise<typeof frozenElection.$inferSelect | null> {
  const [row] = await reader.select().from(frozenElection).where(eq(frozenElection.uuid, uuid));
  return row ?? null;
}

/** Those that the clock may have to move: asked by the clockwork of every process. */
export async function referendumsInStates(
  reader: Reader,
  states: readonly ReferendumState[],
): Promise<readonly ReferendumRow[]> {
  return reader
    .select()
    .from(referendum)
    .where(inArray(referendum.state, [...states]));
}
