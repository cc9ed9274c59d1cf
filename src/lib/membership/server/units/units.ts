import { asc, eq, sql, type SQL } from 'drizzle-orm';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import type { Unit, UnitKind } from '../../unit.ts';
import { unit } from '../tables.ts';

const columns = {
  id: unit.id,
  number: unit.number,
  parentId: unit.parentId,
  kind: sql<UnitKind>`${unit.kind}`,
  name: unit.name,
  path: unit.path,
  ags: unit.ags,
};

/** Units at or below a path; a path holds digits and slashes only, so it needs no escaping for LIKE. */
export function belowPath(path: string): SQL {
  return sql`${unit.path} like ${path + '%'}`;
}

/** Units at or below any of the paths; with no path, none. */
export function belowAny(paths: readonly string[]): SQL {
  if (paths.length === 0) return sql`false`;
  return sql`(${sql.join(paths.map(belowPath), sql` or `)})`;
}

export async function unitById(reader: Reader, id: string): Promise<Unit | null> {
  const [row] = await reader.select(columns).from(unit).where(eq(unit.id, id));
  return row ?? null;
}

export async function unitByNumber(reader: Reader, number: number): Promise<Unit | null> {
  const [row] = await reader.select(columns).from(unit).where(eq(unit.number, number));
  return row ?? null;
}

/** The units of these paths that exist, from the root down. */
export async function unitsByPath(reader: Reader, paths: readonly string[]): Promise<Unit[]> {
  if (paths.length === 0) return [];
  const wanted = sql.join(
    paths.map((path) => sql`${path}`),
    sql`, `,
  );
  return reader
    .select(columns)
    .from(unit)
    .where(sql`${unit.path} in (${wanted})`)
    .orderBy(asc(sql`length(${unit.path})`), asc(unit.name));
}

const ROOT_NUMBER = 1;

export interface NewUnit {
  readonly parentId: string | null;
  readonly kind: UnitKind;
  readonly name: string;
  readonly ags?: string | null;
  /** Taken from the sequence when absent; the root is always 1. */
  readonly number?: number;
}

/** For set-up, demo and tests; people use the commands. The path comes from the database. */
export async function createUnit(tx: Tx, given: NewUnit): Promise<Unit> {
  const [row] = await tx
    .insert(unit)
    .values(given.parentId === null ? { ...given, number: ROOT_NUMBER } : given)
    .returning(columns);
  return row as Unit;
}
