import type postgres from 'postgres';
import { NOT_KEPT, type BackupSequence, type BackupTable } from './contents.ts';

export type Connection = postgres.Sql | postgres.TransactionSql;

/** Tables of the house, without those that a backup leaves out; generated columns make themselves. */
export async function houseTables(sql: Connection): Promise<BackupTable[]> {
  const rows = await sql<{ name: string; columns: string[] }[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`;
  return rows.filter((row) => !NOT_KEPT.has(row.name)).map((row) => ({ schema: 'public', ...row }));
}

/** Jobs that are still to be done. */
export async function jobTable(sql: Connection): Promise<BackupTable | undefined> {
  const [row] = await sql<{ columns: string[] | null }[]>`
    select array_agg(a.attname::text order by a.attnum) as columns
    from pg_attribute a
    where a.attrelid = to_regclass('pgboss.job') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`;
  return row?.columns ? { schema: 'pgboss', name: 'job', columns: row.columns } : undefined;
}

/** Columns of the primary key; rows in its order tell nothing of the order in which they came. */
export async function keyOf(sql: Connection, table: BackupTable): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select a.attname::text as name
    from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
    where i.indisprimary and i.indrelid = to_regclass(${`${table.schema}.${table.name}`})`;
  return rows.map((row) => row.name);
}

export async function houseSequences(sql: Connection): Promise<BackupSequence[]> {
  const rows = await sql<{ name: string; value: string | null; start: string }[]>`
    select sequencename as name, last_value::text as value, start_value::text as start
    from pg_sequences where schemaname = 'public' order by sequencename`;
  return rows.map(({ name, value, start }) => ({ name, value: value ?? start, called: value !== null }));
}

export async function appliedMigrations(sql: Connection): Promise<string[]> {
  const rows = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by id`;
  return rows.map((row) => row.hash);
}

export function quoted({ schema, name }: BackupTable): string {
  return `"${schema}"."${name}"`;
}

export function columnList(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
