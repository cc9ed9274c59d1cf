import { unitsToChoose, type UnitBelow } from '#lib/membership/server/index.ts';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';

/** The units for which the actor may draft a referendum. */
export async function draftableUnits(actor: Actor): Promise<UnitBelow[]> {
  return unitsToChoose(database(), pathsWithPower(actor, 'referendums.write'));
}
