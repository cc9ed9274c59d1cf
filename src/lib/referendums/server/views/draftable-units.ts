import { unitsToChoose, type UnitChoice } from '#lib/membership/server/index.ts';
import type { Actor } from '#lib/platform/actor.ts';

/** The units for which the actor may draft a referendum. */
export async function draftableUnits(actor: Actor): Promise<UnitChoice[]> {
  return unitsToChoose(actor, 'referendums.write');
}
