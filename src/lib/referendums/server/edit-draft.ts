import { eq } from 'drizzle-orm';
import { unitById } from '#lib/membership/server/index.ts';
import { hasPower, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { z } from 'zod';
import { mayWrite } from '../powers.ts';
import { referendumUuid } from '../referendum.ts';
import { referendumDraft } from './draft-referendum.ts';
import { isRefusal, loadFor } from './loading.ts';
import { referendum } from './tables.ts';

export const draftEdit = z.object({ uuid: referendumUuid }).and(referendumDraft);

/** Changes a draft as a whole; from inspection on nothing of it changes any more. */
export async function editDraft(
  actor: Actor,
  input: z.output<typeof draftEdit>,
): Promise<Outcome<{ uuid: string }>> {
  return transact(async (tx) => {
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: (who, found) => mayWrite(who, found) });
    if (isRefusal(row)) return row.status === 403 ? refuse(409, 'not-a-draft') : row;
    const unit = await unitById(tx, input.unitId);
    if (!unit || !hasPower(actor, 'referendums.write', unit.path)) return refuse(404, 'not-found');
    const { uuid, ...fields } = input;
    await tx
      .update(referendum)
      .set({ ...fields, unitPath: unit.path })
      .where(eq(referendum.uuid, uuid));
    return done({ uuid });
  });
}
