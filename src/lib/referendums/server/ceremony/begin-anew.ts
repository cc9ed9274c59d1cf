import { eq, sql } from 'drizzle-orm';
import { formatEntry } from '#crypto';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry } from '#lib/record/server/index.ts';
import type { ReferendumRow } from '../loading.ts';
import { referendum } from '../tables.ts';

/** This attempt is over, with its reason on the record; the next one begins with an empty board. */
export async function beginAnew(
  tx: Tx,
  actor: Actor,
  over: { readonly row: ReferendumRow; readonly reason: string; readonly evidence?: string },
): Promise<void> {
  const { row, reason, evidence } = over;
  const { uuid, ceremonyAttempt: attempt } = row;
  const subject = { kind: 'referendum', id: uuid };
  const proof = evidence === undefined ? {} : { evidence };
  const entry = { type: 'ceremony-failed', uuid, round: attempt, reason, ...proof } as const;
  await appendEntry(tx, uuid, formatEntry(entry));
  await tx
    .update(referendum)
    .set({ ceremonyAttempt: sql`${referendum.ceremonyAttempt} + 1` })
    .where(eq(referendum.uuid, uuid));
  await recordEvidence(tx, actor, { code: 'ceremony-failed', subject, reason });
  const detail = { attempt: attempt + 1 };
  await recordFact(tx, actor, { kind: 'referendums.ceremony-restarted', subject, detail });
  await ringChanged(tx, subject);
}
