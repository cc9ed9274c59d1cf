import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { mayWrite } from '../../powers.ts';
import { isRefusal, loadFor, type ReferendumRow } from '../loading.ts';
import { referendum } from '../tables.ts';

type Change = Partial<typeof referendum.$inferInsert>;

/** Changes one part of a draft; from inspection on nothing of it changes any more. */
export async function changeDraft(
  actor: Actor,
  uuid: string,
  change: (tx: Tx, row: ReferendumRow) => Promise<Outcome<Change>>,
): Promise<Outcome<{ uuid: string }>> {
  return transact(async (tx) => {
    const row = await loadFor(tx, actor, { uuid, may: mayWrite });
    if (isRefusal(row)) return row.status === 403 ? refuse(409, 'not-a-draft') : row;
    const outcome = await change(tx, row);
    if (!outcome.ok) return outcome;
    if (Object.keys(outcome.value).length > 0) {
      await tx.update(referendum).set(outcome.value).where(eq(referendum.uuid, uuid));
    }
    await ringChanged(tx, { kind: 'referendum', id: uuid });
    return done({ uuid });
  });
}
