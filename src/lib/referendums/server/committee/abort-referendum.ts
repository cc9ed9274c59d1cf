import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { formatEntry } from '#crypto';
import { releaseRoll } from '#lib/eligibility/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry, logOf } from '#lib/record/server/index.ts';
import { referendumUuid } from '../../referendum.ts';
import { abortNeedsProvenFault, mayAbort } from '../../state.ts';
import { approve, APPROVALS_NEEDED, recordedNames } from './approvals.ts';
import { committing, isRefusal, loadFor, lockAlone, moveState, type ReferendumRow } from '../loading.ts';
import { approval, cardKey, partialDecryption, referendum } from '../tables.ts';

export const abortRequest = z.object({
  uuid: referendumUuid,
  reason: z.string().trim().min(10, 'field-too-short').max(4000, 'field-too-long'),
  /** After the close only a proven fault ends a referendum: what proves it. */
  evidence: z.string().trim().max(100_000, 'field-too-long').default(''),
});

/** Ends a referendum for good, with a reason on the record; two different people. It may be repeated under a new uuid. */
export async function abortReferendum(
  actor: Actor,
  input: z.output<typeof abortRequest>,
): Promise<Outcome<{ aborted: boolean }>> {
  return transact(async (tx) => {
    await lockAlone(tx, input.uuid);
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: committing });
    if (isRefusal(row)) return row;
    const factors = await tx
      .select({ index: partialDecryption.index })
      .from(partialDecryption)
      .where(and(eq(partialDecryption.uuid, row.uuid)))
      .limit(1);
    if (!mayAbort(row.state, factors.length > 0)) return refuse(409, 'abort-too-late');
    if (abortNeedsProvenFault(row.state) && input.evidence === '') {
      return refuse(422, 'form-not-valid', { fields: { evidence: 'evidence-missing' } });
    }
    const approvals = await approve(tx, actor, { uuid: row.uuid, act: 'abort', reason: input.reason });
    if (typeof approvals !== 'number') return approvals;
    const subject = { kind: 'referendum', id: row.uuid };
    await recordEvidence(tx, actor, { code: 'abort-approved', subject, reason: input.reason });
    await ringChanged(tx, subject);
    if (approvals < APPROVALS_NEEDED) return done({ aborted: false });
    await end(tx, actor, { row, reason: input.reason, evidence: input.evidence });
    return done({ aborted: true });
  });
}

async function end(
  tx: Tx,
  actor: Actor,
  abort: { readonly row: ReferendumRow; readonly reason: string; readonly evidence: string },
): Promise<void> {
  const { row, reason, evidence } = abort;
  await tx.update(referendum).set({ endReason: reason }).where(eq(referendum.uuid, row.uuid));
  await tx.update(cardKey).set({ privateSealed: null }).where(eq(cardKey.uuid, row.uuid));
  if (await logOf(tx, row.uuid)) {
    const by = await approverNames(tx, row.uuid, 'abort');
    const entry = { type: 'abort', uuid: row.uuid, reason, by, ...(evidence ? { evidence } : {}) } as const;
    await appendEntry(tx, row.uuid, formatEntry(entry));
  }
  await moveState(tx, row, 'aborted');
  if (row.rollId) await releaseRoll(tx, row.rollId);
  await recordFact(tx, actor, {
    kind: 'referendums.referendum-aborted',
    subject: { kind: 'referendum', id: row.uuid },
  });
}

/** The names of those who approved, as they stand on the record; a number follows where two bear the same. */
export async function approverNames(
  tx: Tx,
  uuid: string,
  act: 'open' | 'abort' | 'confirm' | 'refuse',
): Promise<[string, string]> {
  const rows = await tx
    .select({ personId: approval.personId })
    .from(approval)
    .where(and(eq(approval.uuid, uuid), eq(approval.act, act)))
    .orderBy(approval.at);
  return recordedNames(
    tx,
    rows.map((row) => row.personId),
  );
}
