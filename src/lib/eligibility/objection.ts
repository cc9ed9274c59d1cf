import { z } from 'zod';
import type { RollSummary } from './roll.ts';
import type { Verdict } from './verdict.ts';

const rollId = z.uuid();
export const lineId = z.string().regex(/^[1-9]\d{0,17}$/);

export const objectionText = z.string().trim().min(10).max(4000);
export const raiseObjectionForm = z.strictObject({ rollId, text: objectionText });
export type RaiseObjection = z.output<typeof raiseObjectionForm>;

export const decisionReason = z.string().trim().min(10).max(2000);
export const decideObjectionForm = z.strictObject({
  rollId,
  objectionId: z.uuid(),
  decision: z.enum(['upheld', 'dismissed']),
  reason: decisionReason,
});
export type DecideObjection = z.output<typeof decideObjectionForm>;

export const decideLineForm = z.strictObject({
  rollId,
  lineId,
  verdict: z.enum(['yes', 'no']),
  reason: decisionReason,
});
export type DecideLine = z.output<typeof decideLineForm>;

export const recheckLineForm = z.strictObject({ rollId, lineId });
export type RecheckLine = z.output<typeof recheckLineForm>;

export interface Objection {
  readonly id: string;
  readonly personId: string;
  readonly text: string;
  readonly raisedAt: Date;
  readonly decision: 'upheld' | 'dismissed' | null;
  readonly decisionReason: string | null;
  readonly decidedAt: Date | null;
}

/** Why this member cannot object now; null when they can. A line that is missing counts as *no*. */
export function obstacleToObject(
  roll: Pick<RollSummary, 'state' | 'objectionUntil'>,
  own: { readonly verdict: Verdict; readonly objections: readonly Pick<Objection, 'decision'>[] },
  now: Date,
): 'roll-sealed' | 'objection-period-over' | 'already-entitled' | 'objection-pending' | null {
  if (roll.state === 'sealed') return 'roll-sealed';
  if (now >= roll.objectionUntil) return 'objection-period-over';
  if (own.objections.some((one) => one.decision === null)) return 'objection-pending';
  return own.verdict === 'yes' ? 'already-entitled' : null;
}
