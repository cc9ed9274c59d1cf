import { z } from 'zod';
import { addDays, addYears, day } from './day.ts';
import { unitNumber } from './unit.ts';

export const TRANSFER_SIDES = ['giving', 'receiving'] as const;
export type TransferSide = (typeof TRANSFER_SIDES)[number];

/** `lapsed`: the membership it spoke of had ended or gone elsewhere before both boards had agreed. */
export type TransferState = 'open' | 'done' | 'refused' | 'withdrawn' | 'lapsed';
/** `residence`: the main residence is in another district now, so the house proposes it. */
export type TransferReason = 'application' | 'residence';

export interface TransferAnswer {
  readonly side: TransferSide;
  readonly decision: 'agreed' | 'refused';
  /** The day of the answer. */
  readonly on: string;
}

export type TransferVerdict =
  | { readonly is: 'waiting'; readonly sides: readonly TransferSide[] }
  | { readonly is: 'refused' }
  | { readonly is: 'agreed'; readonly on: string };

/**
 * What two boards have said together (§§ 2 and 4 of the model statute): one refusal is enough; both have to agree, and
 * whoever is still silent on `answerBy` has agreed that day. Without such a day silence means nothing, for ever. An answer
 * given after the other board's silence is no longer asked for; that the answers come from the boards is not checked here.
 */
export function transferVerdict(asked: {
  readonly answers: readonly TransferAnswer[];
  readonly answerBy: string | null;
  readonly today: string;
}): TransferVerdict {
  const { answers, answerBy, today } = asked;
  if (answers.some((one) => one.decision === 'refused')) return { is: 'refused' };
  const silent = TRANSFER_SIDES.filter((side) => !answers.some((one) => one.side === side));
  const isOver = answerBy !== null && answerBy <= today;
  if (silent.length > 0 && !isOver) return { is: 'waiting', sides: silent };
  const days = answers.map((one) => one.on);
  if (silent.length > 0 && answerBy !== null) days.push(answerBy);
  return { is: 'agreed', on: days.reduce((latest, one) => (one > latest ? one : latest)) };
}

/** Who moved house belongs to the new unit since they said so; who only wishes to change, not before both agreed. */
export function transferDay(asked: {
  readonly reason: TransferReason;
  readonly wishedOn: string;
  readonly agreedOn: string;
}): string {
  const { reason, wishedOn, agreedOn } = asked;
  return reason === 'residence' || wishedOn > agreedOn ? wishedOn : agreedOn;
}

/** Days for which a member may wish the change. */
export function transferDays(today: string): { readonly first: string; readonly last: string } {
  return { first: addDays(today, 1), last: addYears(today, 1) };
}

export const applyForTransferShape = z.object({
  unitNumber,
  wishedOn: day,
  note: z.string().trim().max(500, 'reason-too-long').default(''),
});
export type ApplyForTransfer = z.output<typeof applyForTransferShape>;

export const answerTransferShape = z
  .object({
    transferId: z.uuid(),
    side: z.enum(TRANSFER_SIDES),
    decision: z.enum(['agreed', 'refused'], 'decision-missing'),
    reason: z.string().trim().max(500, 'reason-too-long').default(''),
  })
  .refine(({ decision, reason }) => decision === 'agreed' || reason.length >= 10, {
    error: 'reason-missing',
    path: ['reason'],
  });
export type AnswerTransfer = z.output<typeof answerTransferShape>;

export const withdrawTransferShape = z.object({});
