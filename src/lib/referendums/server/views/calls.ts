import { and, eq, inArray } from 'drizzle-orm';
import { entitledLine, lineOf } from '#lib/eligibility/server/index.ts';
import { pathsWithPower, type PersonActor } from '#lib/platform/actor.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { mayCommit } from '../../powers.ts';
import { handedIn } from '../count/desk.ts';
import type { ReferendumRow } from '../loading.ts';
import { referendumsFor } from '../referendums.ts';
import { referendum, trustee } from '../tables.ts';
import { timesOf } from './frame-view.ts';
import { isDrawn } from './member-view.ts';
import { taskFor } from './office-list.ts';

/** Something that only this person can do now. */
export interface ReferendumCall {
  readonly kind:
    'referendum-vote' | 'referendum-draw' | 'roll-inspection' | 'trustee-step' | 'committee-step';
  readonly href: string;
  readonly title: string;
  readonly until: Date | null;
}

const CALLING = ['draft', 'inspection', 'keys', 'ready', 'open', 'objection', 'counting', 'counted'] as const;

/** What the referendums of this person wait for, as far as it is theirs to do. */
export async function referendumCalls(actor: PersonActor): Promise<readonly ReferendumCall[]> {
  return transact(async (tx) => {
    const rows = await visibleRows(tx, actor);
    const isCommittee = pathsWithPower(actor, 'referendums.commit').length > 0;
    const calls: ReferendumCall[] = [];
    for (const row of rows) {
      const call = (await ofMember(tx, row, actor.personId)) ?? (await ofTrustee(tx, row, actor.personId));
      if (call) calls.push(call);
      if (isCommittee && mayCommit(actor, row)) calls.push(...(await ofCommittee(tx, row)));
    }
    return calls;
  });
}

/** Those of the person's units and offices, and those whose key they hold. */
async function visibleRows(tx: Tx, actor: PersonActor): Promise<readonly ReferendumRow[]> {
  const visible = (await referendumsFor(tx, actor)).filter((one) =>
    CALLING.some((state) => state === one.state),
  );
  const held = await tx
    .select({ uuid: trustee.uuid })
    .from(trustee)
    .innerJoin(referendum, eq(referendum.uuid, trustee.uuid))
    .where(and(eq(trustee.personId, actor.personId), inArray(referendum.state, ['keys', 'counting'])));
  const uuids = [...new Set([...visible, ...held].map((one) => one.uuid))];
  if (uuids.length === 0) return [];
  return tx.select().from(referendum).where(inArray(referendum.uuid, uuids));
}

async function ofMember(tx: Tx, row: ReferendumRow, personId: string): Promise<ReferendumCall | null> {
  const base = { href: `/referendums/${row.uuid}`, title: row.asked.title };
  if (!row.rollId) return null;
  if (row.state === 'inspection') {
    const line = await lineOf(tx, row.rollId, personId);
    return line ? { ...base, kind: 'roll-inspection', until: row.rollObjectionUntil } : null;
  }
  if (row.state !== 'ready' && row.state !== 'open') return null;
  const line = await entitledLine(tx, row.rollId, personId);
  if (!line) return null;
  if (!(await isDrawn(tx, row.uuid, line.number))) {
    return { ...base, kind: 'referendum-draw', until: row.closesAt };
  }
  return row.state === 'open' ? { ...base, kind: 'referendum-vote', until: row.closesAt } : null;
}

/** In the ceremony each page finds out itself whether it is its turn; in the count, until the own part is there. */
async function ofTrustee(tx: Tx, row: ReferendumRow, personId: string): Promise<ReferendumCall | null> {
  if (row.state !== 'keys' && row.state !== 'counting') return null;
  const [seat] = await tx
    .select({ index: trustee.index })
    .from(trustee)
    .where(and(eq(trustee.uuid, row.uuid), eq(trustee.personId, personId)));
  if (!seat) return null;
  const handed = row.state === 'counting' ? await handedIn(tx, row.uuid) : [];
  if (handed.some((one) => one.index === seat.index && one.fault === null)) return null;
  const until = row.state === 'keys' ? row.opensAt : timesOf(row).countingUntil;
  const href = `/referendums/${row.uuid}/trustee`;
  return { kind: 'trustee-step', href, title: row.asked.title, until };
}

async function ofCommittee(tx: Tx, row: ReferendumRow): Promise<readonly ReferendumCall[]> {
  const task = await taskFor(tx, row);
  if (task?.of !== 'committee') return [];
  const href = `/office/referendums/${row.uuid}`;
  return [{ kind: 'committee-step', href, title: row.asked.title, until: task.until }];
}
