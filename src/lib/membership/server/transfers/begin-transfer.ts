import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { enqueueTimed } from '#lib/platform/server/jobs/jobs.server.ts';
import { addDays } from '../../day.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import type { TransferReason } from '../../transfer.ts';
import { recorder } from '../people/recorded-by.ts';
import { statuteTerm } from '../statute-terms.ts';
import { transfer } from '../tables.ts';
import { SETTLE_JOB } from './settle-transfer.ts';

export interface NewTransfer {
  readonly personId: string;
  readonly fromUnitId: string;
  readonly toUnitId: string;
  readonly reason: TransferReason;
  readonly wishedOn: string;
  readonly note?: string;
}

const DAY_SECONDS = 86_400;
/** Later than any change of the clock in spring. */
const SURELY = 7_200;

/** Lays a transfer before both boards; the caller has asked whether it may. */
export async function beginTransfer(
  tx: Tx,
  actor: Actor,
  { given, today }: { readonly given: NewTransfer; readonly today: string },
): Promise<void> {
  const term = await statuteTerm(tx, 'transfer.answer-weeks', today);
  const days = term ? term.value * 7 : null;
  const answerBy = days === null ? null : addDays(today, days);
  const [made] = await tx
    .insert(transfer)
    .values({ ...given, answerBy, appliedBy: recorder(actor) })
    .returning({ id: transfer.id });
  const { id: transferId } = made as { id: string };
  if (days !== null) {
    const startAfterSeconds = days * DAY_SECONDS + SURELY;
    await enqueueTimed(tx, { job: SETTLE_JOB, payload: { transferId }, startAfterSeconds });
  }
  await recordFact(tx, actor, {
    kind: MEMBERSHIP_FACTS.transferApplied,
    subject: { kind: 'person', id: given.personId },
    detail: { transferId, from: given.fromUnitId, to: given.toUnitId, reason: given.reason },
  });
}

export async function hasOpenTransfer(tx: Tx, personId: string): Promise<boolean> {
  const isOpen = and(eq(transfer.personId, personId), eq(transfer.state, 'open'));
  const [row] = await tx.select({ id: transfer.id }).from(transfer).where(isOpen);
  return row !== undefined;
}
