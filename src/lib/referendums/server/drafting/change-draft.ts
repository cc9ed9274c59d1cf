import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { mayWrite } from '../../powers.ts';
import { isRefusal, loadFor, type ReferendumRow } from '../loading.ts';
import { referendum } from '../tables.ts';

type Change = Partial<typeof referendum.$inferInsert>;

/** Changes one part of a draft; from inspection on nothing of it changes any more, and who tries stands in evidence. */
export async function changeDraft(
  actor: Actor,
  uuid: string,
  change: (tx: Tx, row: ReferendumRow) => Promise<Outcome<Change>>,
): Promise<Outcome<{ uuid: string }>> {
  const outcome = await transact(async (tx): Promise<Outcome<{ uuid: string }>> => {
    const row = await loadFor(tx, actor, { uuid, may: mayWrite });
    if (isRefusal(row)) return row.status === 403 ? refuse(409, 'not-a-draft') : row;
    const changes = await change(tx, row);
    if (!changes.ok) return changes;
    if (Object.keys(changes.value).length > 0) {
      await tx.update(referendum).set(changes.value).where(eq(referendum.uuid, uuid));
    }
    await ringChanged(tx, { kind: 'referendum', id: uuid });
    return done({ uuid });
  });
  if (!outcome.ok && outcome.code === 'not-a-draft') await keepAttempt(actor, uuid);
  return outcome;
}

/** Somebody reached for a ballot form that is laid open or frozen. */
async function keepAttempt(actor: Actor, uuid: string): Promise<void> {
  log.warn({ event: 'form-attempt-refused', code: 'not-a-draft' });
  const subject = { kind: 'referendum', id: uuid };
  await transact((tx) => recordEvidence(tx, actor, { code: 'form-attempt-refused', subject }));
}
