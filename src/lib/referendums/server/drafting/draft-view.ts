import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import type { DraftView } from '../../office-view.ts';
import { mayCommit, mayWrite } from '../../powers.ts';
import { referendumUuid } from '../../referendum.ts';
import { referendum } from '../tables.ts';
import { frameViewOf } from '../views/frame-view.ts';

/** A draft as its writer sees it; null for everybody else and for what is no draft any more. */
export async function draftView(actor: Actor, uuid: string): Promise<DraftView | null> {
  if (!referendumUuid.safeParse(uuid).success) return null;
  return transact(async (tx) => {
    const [row] = await tx.select().from(referendum).where(eq(referendum.uuid, uuid));
    if (!row || !mayWrite(actor, row)) return null;
    return {
      ...(await frameViewOf(tx, row)),
      isWhole: row.unitPath === '/1/',
      configuration: row.configuration,
      mayCommit: mayCommit(actor, row),
    };
  });
}
