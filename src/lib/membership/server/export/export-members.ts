import { and, eq, gt, sql } from 'drizzle-orm';
import { isRecentlySignedIn, type PersonActor, type Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome, type Refusal } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordEvidence, recordFact } from '#lib/platform/server/facts.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { evidence } from '#lib/platform/server/tables.ts';
import { dayOf } from '../../day.ts';
import { EXPORTS_A_DAY, type ExportMembers } from '../../export.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { mayWriteMembers } from '../../powers.ts';
import { unitByNumber } from '../units/units.ts';
import { exportedRows } from './exported-rows.ts';

export interface MemberExport {
  readonly fileName: string;
  /** CSV, some hundred kilobytes at a time. */
  readonly pieces: AsyncIterable<string>;
}

/** Leaves purpose and author on the evidence log before the first line leaves the house. */
export async function exportMembers(actor: Actor, input: ExportMembers): Promise<Outcome<MemberExport>> {
  const begun = await transact(async (tx) => {
    const unit = await unitByNumber(tx, input.unitNumber);
    if (!unit || actor.kind !== 'person' || !mayWriteMembers(actor, unit.path))
      return refuse(404, 'not-found');
    const now = await houseNow(tx);
    if (!isRecentlySignedIn(actor, now)) return refuse(403, 'sign-in-again');
    const tooMany = await countToday(tx, actor);
    if (tooMany) return tooMany;
    const subject = { kind: 'unit', id: unit.id } as const;
    await recordEvidence(tx, actor, { code: 'members-exported', subject, reason: input.purpose });
    await recordFact(tx, actor, { kind: MEMBERSHIP_FACTS.membersExported, subject });
    return done({ unit, day: dayOf(now) });
  });
  if (!begun.ok) return begun;
  const { unit, day } = begun.value;
  const asked = { unitPath: unit.path, day, withEnded: input.withEnded === 'yes' };
  return done({ fileName: `mitglieder-${unit.number}-${day}.csv`, pieces: exportedRows(asked) });
}

/** Many exports by one person look like a leak: first noted for the board, then refused. */
async function countToday(tx: Tx, actor: PersonActor): Promise<Refusal | null> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(evidence)
    .where(
      and(
        eq(evidence.code, 'members-exported'),
        eq(evidence.personId, actor.personId),
        gt(evidence.at, sql`house_now() - interval '1 day'`),
      ),
    );
  const before = row?.count ?? 0;
  if (before >= EXPORTS_A_DAY.refused) return refuse(429, 'export-too-often');
  if (before < EXPORTS_A_DAY.alarm) return null;
  const subject = { kind: 'person', id: actor.personId } as const;
  await recordEvidence(tx, actor, {
    code: 'export-volume-alarm',
    subject,
    reason: `${before + 1} within a day`,
  });
  log.warn({ event: 'export-volume', count: before + 1 });
  return null;
}
