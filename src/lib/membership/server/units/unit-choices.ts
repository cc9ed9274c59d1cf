import { asc, sql } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { UnitKind } from '../../unit.ts';
import { unit } from '../tables.ts';
import { belowAny } from './units.ts';

export interface UnitChoice {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly kind: UnitKind;
  readonly path: string;
}

/** Every unit at or below these paths, for a choice among them; the large ones first. */
export async function unitChoices(reader: Reader, paths: readonly string[]): Promise<UnitChoice[]> {
  return reader
    .select({
      id: unit.id,
      number: unit.number,
      name: unit.name,
      kind: sql<UnitKind>`${unit.kind}`,
      path: unit.path,
    })
    .from(unit)
    .where(belowAny(paths))
    .orderBy(asc(sql`length(${unit.path}) - length(replace(${unit.path}, '/', ''))`), asc(unit.name));
}
