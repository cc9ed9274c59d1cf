import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { ruleShape } from '#lib/eligibility/rule.ts';
import { formatEntry } from '#crypto';
import { openRoll } from '#lib/eligibility/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseHost } from '#lib/platform/server/config.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { ringChanged } from '#lib/platform/server/realtime.server.ts';
import { appendEntry, openLog } from '#lib/record/server/index.ts';
import { referendumUuid } from '../referendum.ts';
import { secondOf } from './ceremony/freeze-election.ts';
import { committing, isRefusal, loadFor, moveState, type ReferendumRow } from './loading.ts';
import { referendum, trustee } from './tables.ts';

export const inspectionOpening = z.object({ uuid: referendumUuid });

/** Computes the roll at the cut-off date and lays it open: every member sees their own line and its reason. */
export async function openInspection(
  actor: Actor,
  input: z.output<typeof inspectionOpening>,
): Promise<Outcome<{ uuid: string; rollId: string }>> {
  return transact(async (tx) => {
    const row = await loadFor(tx, actor, { uuid: input.uuid, may: committing });
    if (isRefusal(row)) return row;
    if (row.state !== 'draft') return refuse(409, 'not-a-draft');
    const named = await tx.select().from(trustee).where(eq(trustee.uuid, row.uuid));
    if (named.length < Math.max(2, row.threshold)) return refuse(409, 'trustees-missing');
    const subject = { kind: 'referendum', id: row.uuid };
    const { rollId } = await openRoll(tx, actor, {
      act: subject,
      unitPath: row.unitPath,
      rule: ruleShape.parse(row.eligibilityRule),
      cutOff: row.cutOff,
      objectionUntil: row.rollObjectionUntil,
      title: row.asked.title.slice(0, 200),
    });
    await tx.update(referendum).set({ rollId }).where(eq(referendum.uuid, row.uuid));
    await beginRecord(tx, row);
    await moveState(tx, row, 'inspection');
    await recordFact(tx, actor, { kind: 'referendums.inspection-opened', subject });
    await ringChanged(tx, subject);
    return done({ uuid: row.uuid, rollId });
  });
}

/** From here on every step stands on the public record. */
async function beginRecord(tx: Tx, { uuid, cutOff, rollObjectionUntil }: ReferendumRow): Promise<void> {
  await openLog(tx, uuid, houseHost());
  const [since, until] = [`${cutOff}T00:00:00Z`, secondOf(rollObjectionUntil)];
  await appendEntry(tx, uuid, formatEntry({ type: 'inspection', uuid, cutOff: since, until }));
}
