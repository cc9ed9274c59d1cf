import { dayOf } from '#lib/membership/day.ts';
import { type UnitChoice, unitsByPath, unitsToChoose } from '#lib/membership/server/index.ts';
import { type Actor, pathsWithPower } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { numberAt } from '#lib/statutes/server/index.ts';
import type { Method } from '../../seats/method.ts';

/** What the form begins with: the statute's own numbers where it has them. */
export interface NewKey {
  readonly units: readonly UnitChoice[];
  /** The highest one. */
  readonly unitId: string;
  readonly today: string;
  readonly method: Method | '';
  readonly seats: string;
}

/** Null for whoever arranges no unit's congress. */
export async function newKey(actor: Actor): Promise<NewKey | null> {
  const units = await unitsToChoose(actor, 'units.write');
  if (units.length === 0) return null;
  const reader = database();
  const today = dayOf(await houseNow(reader));
  const method = await numberAt(reader, 'congress.method', today);
  const seats = await numberAt(reader, 'congress.delegates', today);
  const [highest] = await unitsByPath(reader, pathsWithPower(actor, 'units.write'));
  return {
    units,
    unitId: highest?.id ?? '',
    today,
    method: method?.value ?? '',
    seats: seats ? String(seats.value) : '',
  };
}
