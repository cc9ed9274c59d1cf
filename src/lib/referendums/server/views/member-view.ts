import { and, asc, eq, sql } from 'drizzle-orm';
import { entitledLine, lineOf } from '#lib/eligibility/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { asRole, transact, type Tx } from '#lib/platform/server/database.server.ts';
import type { MemberView, OwnStanding, RaisedObjection } from '../../member-view.ts';
import { mayOversee } from '../../powers.ts';
import { referendumUuid } from '../../referendum.ts';
import type { ReferendumRow } from '../loading.ts';
import { referendumFor, trusteesOf } from '../referendums.ts';
import { voteObjection } from '../tables.ts';
import { frameViewOf } from './frame-view.ts';

/** A referendum as a member sees it; null where it does not exist for the actor. */
export async function memberView(actor: Actor, uuid: string): Promise<MemberView | null> {
  if (!referendumUuid.safeParse(uuid).success) return null;
  return transact(async (tx) => {
    const row = await referendumFor(tx, actor, uuid);
    if (!row) return null;
    const personId = actor.kind === 'person' ? actor.personId : null;
    const own = personId === null ? null : await ownStanding(tx, row, personId);
    const trustees = await trusteesOf(tx, uuid);
    return {
      ...(await frameViewOf(tx, row, own?.reasons)),
      own,
      objections: personId === null ? [] : await ownObjections(tx, uuid, personId),
      isTrustee: trustees.some((one) => one.personId === personId),
      mayOversee: mayOversee(actor, row),
    };
  });
}

async function ownStanding(tx: Tx, row: ReferendumRow, personId: string): Promise<OwnStanding | null> {
  const line = row.rollId ? await lineOf(tx, row.rollId, personId) : null;
  if (!line || !row.rollId) return null;
  const entitled = await entitledLine(tx, row.rollId, personId);
  const { verdict, reasons, changesOn, number } = line;
  return {
    verdict,
    reasons,
    changesOn,
    number,
    drawn: entitled ? await isDrawn(tx, row.uuid, entitled.number) : null,
  };
}

/** Whether a card was drawn for this line; told to nobody but its owner before the close. */
export async function isDrawn(tx: Tx, uuid: string, line: number): Promise<boolean> {
  return asRole(tx, 'stimmhaus_roll', async () => {
    const rows = await tx.execute(
      sql`select 1 from draw_mark where uuid = ${uuid} and line_number = ${line}`,
    );
    return rows.length > 0;
  });
}

async function ownObjections(tx: Tx, uuid: string, personId: string): Promise<RaisedObjection[]> {
  const rows = await tx
    .select()
    .from(voteObjection)
    .where(and(eq(voteObjection.uuid, uuid), eq(voteObjection.personId, personId)))
    .orderBy(asc(voteObjection.raisedAt));
  return rows.map((row) => ({ ...told(row), name: null }));
}

export function told(row: typeof voteObjection.$inferSelect): Omit<RaisedObjection, 'name'> {
  const { id, kind, body, receipt, raisedAt, decision, decisionReason } = row;
  return { id, kind, body, receipt, raisedAt, decision, decisionReason };
}
