import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { formatEntry } from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import { referendumUuid } from '../../referendum.ts';
import { approverNames } from '../committee/abort-referendum.ts';
import { approve, APPROVALS_NEEDED } from '../committee/approvals.ts';
import { committing, isRefusal, loadFor, lockAlone, moveState } from '../loading.ts';
import { referendum } from '../tables.ts';

export const resultConfirmation = z.object({
  uuid: referendumUuid,
  decision: z.enum(['confirm', 'refuse'], 'field-missing'),
  reason: z.string().trim().min(10, 'field-too-short').max(4000, 'field-too-long'),
});

/** Two people of the committee confirm the counted result, or refuse to, with reasons. Withhold it they cannot. */
export async function confirmResult(
  actor: Actor,
  input: z.output<typeof resultConfirmation>,
): Promise<Outcome<{ final: boolean }>> {
  return transact(async (tx) => {
    await lockAlone(tx, input.uuid);
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: committing });
    if (isRefusal(row)) return row;
    if (row.state !== 'counted') return refuse(409, 'nothing-to-confirm');
    const subject = { kind: 'referendum', id: row.uuid };
    const approvals = await approve(tx, actor, { uuid: row.uuid, act: input.decision, reason: input.reason });
    if (typeof approvals !== 'number') return approvals;
    await recordEvidence(tx, actor, { code: `result-${input.decision}`, subject, reason: input.reason });
    await ringChanged(tx, subject);
    if (approvals < APPROVALS_NEEDED) return done({ final: false });
    const isConfirmed = input.decision === 'confirm';
    const by = await approverNames(tx, row.uuid, input.decision);
    const entry = { type: 'confirmation', uuid: row.uuid, isConfirmed, reason: input.reason, by } as const;
    await appendEntry(tx, row.uuid, formatEntry(entry));
    await tx.update(referendum).set({ endReason: input.reason }).where(eq(referendum.uuid, row.uuid));
    await moveState(tx, row, isConfirmed ? 'confirmed' : 'unconfirmed');
    const kind = isConfirmed ? 'referendums.result-confirmed' : 'referendums.confirmation-refused';
    await recordFact(tx, actor, { kind, subject });
    return done({ final: true });
  });
}
