import { withConnection } from '../../scripts/postgres/databases.ts';
import type postgres from 'postgres';

/** One row as someone sees it who stole the database, or one line of a log or file. */
export interface SeenRow {
  readonly table: string;
  /** Where it lies: page and slot of `ctid` as one rising number, or the line's number. */
  readonly place: number;
  /** The transaction that wrote it; null where there is none. */
  readonly xmin: number | null;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Every table of every schema with the tables that hold its long values, system columns included. */
export async function dumpDatabase(adminUrl: string): Promise<SeenRow[]> {
  return withConnection(adminUrl, async (sql) => {
    const rows: SeenRow[] = [];
    for (const { name } of await tablesOf(sql)) {
      for (const row of await rowsOf(sql, name)) rows.push(row);
    }
    return rows;
  });
}

async function tablesOf(sql: postgres.Sql): Promise<readonly { name: string }[]> {
  return sql<{ name: string }[]>`
    with ours as (
      select c.oid, c.reltoastrelid from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%')
    select ours.oid::regclass::text as name from ours
    union all
    select 'pg_toast.' || t.relname from ours join pg_class t on t.oid = ours.reltoastrelid`;
}

interface Stored {
  readonly place: string;
  readonly xmin: string;
  readonly values: Record<string, unknown>;
}

async function rowsOf(sql: postgres.Sql, table: string): Promise<SeenRow[]> {
  const rows = await sql.unsafe<Stored[]>(
    `select ctid::text as place, xmin::text as xmin, ${valuesOf(table)} as values from ${table} t order by ctid`,
  );
  return rows.map(({ place, xmin, values }) => ({
    table,
    place: placeOf(place),
    xmin: Number(xmin),
    values,
  }));
}

/** A toast table has no row type of its own. */
function valuesOf(table: string): string {
  if (!table.startsWith('pg_toast.')) return 'to_jsonb(t)';
  return `jsonb_build_object('chunk_id', chunk_id, 'chunk_seq', chunk_seq, 'chunk_data', chunk_data)`;
}

const SLOTS = 65_536;

function placeOf(ctid: string): number {
  const [page = '0', slot = '0'] = ctid.slice(1, -1).split(',');
  return Number(page) * SLOTS + Number(slot);
}

/** A log or a public file as rows: one a line. */
export function linesOf(table: string, text: string): SeenRow[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, place) => ({ table, place, xmin: null, values: { line } }));
}
