import { and, eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { isOneself, mayAnswerTransfers } from '../../powers.ts';
import type { AnswerTransfer } from '../../transfer.ts';
import { transfer, transferAnswer } from '../tables.ts';
import { unitById } from '../units/units.ts';
import { openTransfer, settleTransfer } from './settle-transfer.ts';

/** A board agrees or refuses, once; the second agreement or the first refusal decides. */
export async function answerTransfer(actor: Actor, input: AnswerTransfer): Promise<Outcome> {
  return transact(async (tx) => {
    const { transferId, side, decision, reason } = input;
    const [found] = await tx.select().from(transfer).where(eq(transfer.id, transferId));
    const unit = found && (await unitById(tx, side === 'giving' ? found.fromUnitId : found.toUnitId));
    if (actor.kind !== 'person' || !unit || !mayAnswerTransfers(actor, unit.path)) {
      return refuse(404, 'not-found');
    }
    if (isOneself(actor, found.personId)) return refuse(403, 'not-oneself');
    const open = await openTransfer(tx, transferId);
    if (!open) return refuse(409, 'transfer-closed');
    const isSide = and(eq(transferAnswer.transferId, transferId), eq(transferAnswer.side, side));
    const [given] = await tx.select({ id: transferAnswer.id }).from(transferAnswer).where(isSide);
    if (given) return refuse(409, 'transfer-already-answered');
    const answer = { transferId, side, decision, reason, answeredBy: actor.personId };
    await tx.insert(transferAnswer).values(answer);
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.transferAnswered,
      subject: { kind: 'person', id: open.personId },
      detail: { transferId, side, decision },
    });
    await settleTransfer(tx, actor, open);
    return done();
  });
}
