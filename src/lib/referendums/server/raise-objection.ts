import { z } from 'zod';
import { entitledLine } from '#lib/eligibility/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { referendumUuid } from '../referendum.ts';
import { lockShared, standing } from './loading.ts';
import { voteObjection } from './tables.ts';

export const objectionRaising = z.object({
  uuid: referendumUuid,
  kind: z.enum(['missing-receipt', 'foreign-draw', 'other'], 'field-missing'),
  body: z.string().trim().min(10, 'field-too-short').max(4000, 'field-too-long'),
  /** The signed receipt, where one is missing on the record. */
  receipt: z.string().trim().max(2000, 'field-too-long').default(''),
});

/** A member of the roll objects between close and count: a receipt is missing, or somebody drew in their name. */
export async function raiseObjection(
  actor: Actor,
  input: z.output<typeof objectionRaising>,
): Promise<Outcome<{ id: string }>> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  return transact(async (tx) => {
    await lockShared(tx, input.uuid);
    const found = await standing(tx, input.uuid);
    if (!found?.row.rollId) return refuse(404, 'not-found');
    if (!(await entitledLine(tx, found.row.rollId, actor.personId))) return refuse(404, 'not-found');
    if (found.row.state !== 'objection') return refuse(409, 'objections-not-open');
    const [row] = await tx
      .insert(voteObjection)
      .values({ ...input, personId: actor.personId })
      .returning({ id: voteObjection.id });
    const subject = { kind: 'referendum', id: input.uuid };
    await recordFact(tx, actor, { kind: 'referendums.objection-raised', subject });
    await ringChanged(tx, subject);
    return done({ id: String(row?.id) });
  });
}
