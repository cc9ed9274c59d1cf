import { eq, sql } from 'drizzle-orm';
import { formatEntry } from '#crypto';
import { rollOfAct, sealersOf } from '#lib/eligibility/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { recordedNames } from './committee/approvals.ts';
import { newCardKey } from './draw/card-signing.server.ts';
import { moveState } from './loading.ts';
import { cardKey, referendum } from './tables.ts';

/**
 * The roll is sealed: the referendum gets its card key, the record says who sealed what, and the trustees' ceremony begins. Called in the
 * transaction of the second seal; does nothing for rolls of other acts.
 */
export async function beginKeys(tx: Tx, actor: Actor, rollId: string): Promise<void> {
  const [row] = await tx.select().from(referendum).where(eq(referendum.rollId, rollId)).for('update');
  if (row?.state !== 'inspection') return;
  const { uuid } = row;
  const subject = { kind: 'referendum', id: uuid };
  const roll = await rollOfAct(tx, subject);
  if (!roll?.hash) throw new Error('The roll of this referendum is not sealed.');
  await tx.insert(cardKey).values({ uuid, ...(await newCardKey(uuid)) });
  const sealedBy = await recordedNames(tx, await sealersOf(tx, rollId));
  const commitment = { size: roll.entitled, hash: roll.hash };
  await appendEntry(tx, uuid, formatEntry({ type: 'roll', uuid, roll: commitment, sealedBy }));
  await tx
    .update(referendum)
    .set({ ceremonyAttempt: sql`${referendum.ceremonyAttempt} + 1` })
    .where(eq(referendum.uuid, uuid));
  await moveState(tx, row, 'keys');
  await recordFact(tx, actor, { kind: 'referendums.ceremony-begun', subject });
  await ringChanged(tx, subject);
}
