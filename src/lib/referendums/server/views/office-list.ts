import { desc, or, sql } from 'drizzle-orm';
import { personName } from '#lib/membership/server/index.ts';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import type { ListedReferendum } from '../../office-view.ts';
import { type Task, taskOf } from '../../task.ts';
import type { ReferendumRow } from '../loading.ts';
import { frozenOf, trusteesOf } from '../referendums.ts';
import { referendum } from '../tables.ts';
import { timesOf } from './frame-view.ts';
import { raisedObjections, rollStanding } from './office-view.ts';

/** Whose names are looked up at once. */
const SHOWN = 100;

export interface OfficeList {
  readonly referendums: readonly ListedReferendum[];
  /** Whether the actor may draft one anywhere. */
  readonly mayDraft: boolean;
}

/** The referendums that the actor oversees, newest first; null for who oversees nothing. */
export async function officeList(actor: Actor): Promise<OfficeList | null> {
  const writes = pathsWithPower(actor, 'referendums.write');
  const paths = [...writes, ...pathsWithPower(actor, 'referendums.commit')];
  if (paths.length === 0) return null;
  return transact(async (tx) => {
    const below = paths.map((path) => sql`${referendum.unitPath} like ${`${path}%`}`);
    const rows = await tx
      .select()
      .from(referendum)
      .where(or(...below))
      .orderBy(desc(referendum.createdAt))
      .limit(SHOWN);
    const makers = await personName(
      tx,
      rows.map((row) => row.createdBy),
    );
    const listed: ListedReferendum[] = [];
    for (const row of rows) listed.push(await listedReferendum(tx, row, makers.get(row.createdBy) ?? '–'));
    return { referendums: listed, mayDraft: writes.length > 0 };
  });
}

async function listedReferendum(tx: Tx, row: ReferendumRow, by: string): Promise<ListedReferendum> {
  const { uuid, state, opensAt, closesAt } = row;
  return { uuid, state, opensAt, closesAt, title: row.asked.title, by, task: await taskFor(tx, row) };
}

/** What a referendum waits for. */
export async function taskFor(tx: Tx, row: ReferendumRow): Promise<Task | null> {
  const progress = {
    state: row.state,
    trustees: (await trusteesOf(tx, row.uuid)).length,
    threshold: row.threshold,
    roll: await rollStanding(tx, row.uuid),
    isFrozen: (await frozenOf(tx, row.uuid)) !== null,
    objectionsOpen: (await raisedObjections(tx, row.uuid)).filter((one) => one.decision === null).length,
    times: timesOf(row),
  };
  return taskOf(progress, await houseNow(tx));
}
