import { asc, sql } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { unit } from '../tables.ts';
import { belowAny } from './units.ts';

export interface UnitBelow {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** Every unit at or below these paths, from the top down. */
export async function unitsBelow(reader: Reader, paths: readonly string[]): Promise<UnitBelow[]> {
  const depth = sql`length(${unit.path}) - length(replace(${unit.path}, '/', ''))`;
  return reader
    .select({ id: unit.id, name: unit.name, path: unit.path })
    .from(unit)
    .where(belowAny(paths))
    .orderBy(asc(depth), asc(unit.name));
}
