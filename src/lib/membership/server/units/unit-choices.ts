import { asc, inArray } from 'drizzle-orm';
import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import { database } from '#lib/platform/server/database.server.ts';
import type { Unit } from '../../unit.ts';
import { unit } from '../tables.ts';
import { belowAny, unitByNumber } from './units.ts';
import { ownUnits } from './unit-page.ts';

export interface UnitChoice {
  readonly id: string;
  readonly number: number;
  readonly name: string;
}

const columns = { id: unit.id, number: unit.number, name: unit.name };

/** Every unit over which the actor holds the power, by name. */
export async function unitsToChoose(actor: Actor, power: string): Promise<UnitChoice[]> {
  return database()
    .select(columns)
    .from(unit)
    .where(belowAny(pathsWithPower(actor, power)))
    .orderBy(asc(unit.name));
}

/** The actor's own units, those directly below, and the one chosen: enough to narrow a list step by step. */
export async function unitsNearby(actor: Actor, chosen: number | null): Promise<UnitChoice[]> {
  const own = await ownUnits(actor);
  const reader = database();
  const parents = own.map((one) => one.id);
  const below =
    parents.length === 0
      ? []
      : await reader
          .select(columns)
          .from(unit)
          .where(inArray(unit.parentId, parents))
          .orderBy(asc(unit.name));
  const near = [...own.map(({ id, number, name }) => ({ id, number, name })), ...below];
  if (chosen === null || near.some((one) => one.number === chosen)) return near;
  const found = await unitByNumber(reader, chosen);
  return found && own.some((one) => isBelow(found, one))
    ? [...near, { id: found.id, number: chosen, name: found.name }]
    : near;
}

function isBelow(one: Unit, other: Unit): boolean {
  return one.path.startsWith(other.path);
}
