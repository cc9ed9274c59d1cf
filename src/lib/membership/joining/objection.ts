import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';

export type ObjectionState = 'open' | 'dismissed' | 'upheld';

/**
 * Somebody answers for a branch above this one. A board does not object to its own admission: the statute gives it the
 * decision itself (§ 2 of the model statute: an objection keeps the membership from taking full effect; who decides on it
 * is not said there, so the branches above do, and not the one who raised it).
 */
export function answersAbove(actor: Actor, unitPath: string): boolean {
  if (actor.kind !== 'person' || !actor.secondFactor) return false;
  return actor.powers.some(
    (held) =>
      held.power === 'transfers.answer' && unitPath.startsWith(held.unitPath) && unitPath !== held.unitPath,
  );
}

const reason = z
  .string()
  .trim()
  .min(10, 'reason-missing')
  .max(500, 'reason-too-long')
  .refine((given) => !/[^\P{Cc}\r\n\t]/u.test(given), 'field-not-understood');

export const raiseObjectionShape = z.object({ personId: z.uuid(), reason });
export type RaiseObjection = z.output<typeof raiseObjectionShape>;

export const decideObjectionShape = z.object({
  personId: z.uuid(),
  objectionId: z.uuid(),
  decision: z.enum(['dismissed', 'upheld'], 'decision-missing'),
  reason,
});
export type DecideObjection = z.output<typeof decideObjectionShape>;
