import { z } from 'zod';
import { subjectRef, type SubjectRef } from '#lib/platform/subject.ts';
import { unitPath } from '#lib/membership/unit.ts';
import { day } from './calendar.ts';
import { ruleShape } from './rule.ts';
import type { RollCounts } from './verdict.ts';

/** computed: being made · laid-open: everyone sees their own line and may object · sealed: never changes again. */
export const ROLL_STATES = ['computed', 'laid-open', 'sealed'] as const;
export type RollState = (typeof ROLL_STATES)[number];

/** What a roll is opened with. */
export const rollRequest = z.strictObject({
  act: subjectRef,
  /** Whose members stand on it. */
  unitPath,
  rule: ruleShape,
  cutOff: day,
  objectionUntil: z.date(),
  /** What the act is called on the pages of the roll; the act's own page says more. */
  title: z.string().trim().max(200).default(''),
});
export type RollRequest = z.input<typeof rollRequest>;

export interface RollSummary extends RollCounts {
  readonly rollId: string;
  readonly act: SubjectRef;
  readonly title: string;
  readonly unitPath: string;
  readonly state: RollState;
  readonly cutOff: string;
  readonly objectionUntil: Date;
  /** Hex; what is published once sealed, null before. */
  readonly hash: string | null;
  readonly objectionsOpen: number;
  readonly sealedAt: Date | null;
}

export function rollRef(rollId: string): SubjectRef {
  return { kind: 'roll', id: rollId };
}

/** An approval covers the lines as they were: with other lines it is none. */
export interface SealApproval {
  readonly personId: string;
  readonly accountId: string;
  readonly hash: string;
}

export type SealObstacle =
  'roll-sealed' | 'roll-empty' | 'unknowns-open' | 'objections-open' | 'objection-period-runs';

/** Why nobody may seal yet; null when two people may. */
export function obstacleToSeal(roll: RollSummary, now: Date): SealObstacle | null {
  if (roll.state === 'sealed') return 'roll-sealed';
  if (now < roll.objectionUntil) return 'objection-period-runs';
  if (roll.objectionsOpen > 0) return 'objections-open';
  if (roll.unknown > 0) return 'unknowns-open';
  return roll.entitled === 0 ? 'roll-empty' : null;
}

/** People needed for the seal. Two accounts of one person are one person. */
const SEALERS = 2;

export function isSealedBy(approvals: readonly SealApproval[], hash: string): boolean {
  const people = new Set(approvals.filter((one) => one.hash === hash).map((one) => one.personId));
  return people.size >= SEALERS;
}

export const rollIdForm = z.strictObject({ rollId: z.uuid() });
export type RollId = z.output<typeof rollIdForm>;

/** From an address: what is no id names no roll. */
export function isRollId(text: string): boolean {
  return rollIdForm.shape.rollId.safeParse(text).success;
}

/** What the second person confirms is what they saw: the count and the hash over these lines. */
export const approveSealForm = z.strictObject({
  rollId: z.uuid(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ApproveSeal = z.output<typeof approveSealForm>;
