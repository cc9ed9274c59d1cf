import type { Actor } from '#lib/platform/actor.ts';
import { isRecentlySignedIn } from '#lib/platform/actor.ts';

/**
 * How surely the house knows who is there, in the words of BSI TR-03169 AUTH.1: *normal* is one factor,
 * *substantial* two, *high* an official eID, which this house does not take.
 */
export type IdentificationLevel = 'none' | 'normal' | 'substantial' | 'high';

const ORDER: readonly IdentificationLevel[] = ['none', 'normal', 'substantial', 'high'];

/** Facts somebody else may know or look up (member number, birth date) are no factor and raise nothing. */
export function identificationOf(actor: Actor): IdentificationLevel {
  if (actor.kind !== 'person') return 'none';
  return actor.secondFactor ? 'substantial' : 'normal';
}

export type IdentificationTrouble = 'sign-in-first' | 'second-factor-needed' | 'eid-needed' | 'sign-in-again';

/** Why the sign-in does not suffice for an act that asks for `level` and a fresh sign-in, or null. */
export function identificationTrouble(
  actor: Actor,
  level: Exclude<IdentificationLevel, 'none'>,
  now: Date,
): IdentificationTrouble | null {
  const reached = identificationOf(actor);
  if (reached === 'none') return 'sign-in-first';
  if (level === 'high') return 'eid-needed';
  if (ORDER.indexOf(reached) < ORDER.indexOf(level)) return 'second-factor-needed';
  return isRecentlySignedIn(actor, now) ? null : 'sign-in-again';
}
