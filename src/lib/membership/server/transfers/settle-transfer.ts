import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { system, type Actor } from '#lib/platform/actor.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import type { JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../day.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { transferDay, transferVerdict, type TransferAnswer, type TransferState } from '../../transfer.ts';
import { openMembership } from '../people/reach.ts';
import { recorder } from '../people/recorded-by.ts';
import { person, transfer, transferAnswer } from '../tables.ts';
import { writeMove } from './write-move.ts';

export const SETTLE_JOB = 'membership.settle-transfer';
const payload = z.object({ transferId: z.uuid() });

/** Silence until the day the statute names is consent: then the house carries the transfer out. */
export const transferJobs: readonly JobDefinition[] = [
  {
    name: SETTLE_JOB,
    schema: payload,
    run: (given) =>
      transact(async (tx) => {
        const { transferId } = payload.parse(given);
        const open = await openTransfer(tx, transferId);
        if (open) await settleTransfer(tx, system('transfer-silence'), open);
      }),
  },
];

export type Transfer = typeof transfer.$inferSelect;

/** The transfer, if it is still open; nobody else writes about its person until the transaction ends. */
export async function openTransfer(tx: Tx, transferId: string): Promise<Transfer | null> {
  const [found] = await tx.select().from(transfer).where(eq(transfer.id, transferId));
  if (!found) return null;
  await tx.select({ id: person.id }).from(person).where(eq(person.id, found.personId)).for('update');
  const [now] = await tx.select().from(transfer).where(eq(transfer.id, transferId));
  return now?.state === 'open' ? now : null;
}

/** Looks at what both boards have said and carries it out when that is enough. */
export async function settleTransfer(tx: Tx, actor: Actor, asked: Transfer): Promise<void> {
  const answers = await answersTo(tx, asked.id);
  const today = dayOf(await houseNow(tx));
  const verdict = transferVerdict({ answers, answerBy: asked.answerBy, today });
  if (verdict.is === 'waiting') return;
  if (verdict.is === 'refused') return closeTransfer(tx, actor, { asked, state: 'refused' });
  const open = await openMembership(tx, asked.personId);
  if (open?.unitId !== asked.fromUnitId) return closeTransfer(tx, actor, { asked, state: 'lapsed' });
  const day = transferDay({ ...asked, agreedOn: verdict.on });
  const movedOn = day > open.joinedOn ? day : open.joinedOn;
  await writeMove(tx, open, { unitId: asked.toUnitId, movedOn, recordedBy: recorder(actor) });
  const { personId, fromUnitId: from, toUnitId: to } = asked;
  await recordFact(tx, actor, {
    kind: MEMBERSHIP_FACTS.memberMoved,
    subject: { kind: 'person', id: personId },
    detail: { from, to, movedOn },
  });
  await closeTransfer(tx, actor, { asked, state: 'done', movedOn });
}

export async function closeTransfer(
  tx: Tx,
  actor: Actor,
  end: {
    readonly asked: Transfer;
    readonly state: Exclude<TransferState, 'open'>;
    readonly movedOn?: string;
  },
): Promise<void> {
  const { asked, state, movedOn = null } = end;
  await tx
    .update(transfer)
    .set({ state, movedOn, closedAt: sql`house_now()` })
    .where(eq(transfer.id, asked.id));
  await recordFact(tx, actor, {
    kind: MEMBERSHIP_FACTS.transferClosed,
    subject: { kind: 'person', id: asked.personId },
    detail: { transferId: asked.id, state, to: asked.toUnitId, movedOn },
  });
}

async function answersTo(tx: Tx, transferId: string): Promise<TransferAnswer[]> {
  const { side, decision, answeredAt } = transferAnswer;
  const rows = await tx
    .select({ side, decision, answeredAt })
    .from(transferAnswer)
    .where(eq(transferAnswer.transferId, transferId));
  return rows.map(({ answeredAt: moment, ...answer }) => ({ ...answer, on: dayOf(moment) }));
}
