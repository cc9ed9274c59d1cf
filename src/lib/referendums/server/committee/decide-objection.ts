import { and, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { referendumUuid } from '../../referendum.ts';
import { committing, isRefusal, loadFor } from '../loading.ts';
import { voteObjection } from '../tables.ts';

export const objectionDecision = z.object({
  uuid: referendumUuid,
  id: z.uuid(),
  decision: z.enum(['upheld', 'dismissed'], 'field-missing'),
  reason: z.string().trim().min(10, 'field-too-short').max(4000, 'field-too-long'),
});

/** The committee answers an objection with its reason; an upheld one is a ground to abort before the count. */
export async function decideObjection(
  actor: Actor,
  input: z.output<typeof objectionDecision>,
): Promise<Outcome<{ id: string }>> {
  return transact(async (tx) => {
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: committing });
    if (isRefusal(row)) return row;
    if (actor.kind !== 'person') return refuse(403, 'not-allowed');
    const decided = await tx
      .update(voteObjection)
      .set({
        decision: input.decision,
        decisionReason: input.reason,
        decidedBy: actor.personId,
        decidedAt: sql`house_now()`,
      })
      .where(
        and(eq(voteObjection.id, input.id), eq(voteObjection.uuid, row.uuid), isNull(voteObjection.decision)),
      )
      .returning({ id: voteObjection.id });
    if (decided.length === 0) return refuse(409, 'objection-already-decided');
    const subject = { kind: 'referendum', id: row.uuid };
    await recordEvidence(tx, actor, { code: `objection-${input.decision}`, subject, reason: input.reason });
    await recordFact(tx, actor, {
      kind: 'referendums.objection-decided',
      subject,
      detail: { objection: input.id },
    });
    await ringChanged(tx, subject);
    return done({ id: input.id });
  });
}
