import type postgres from 'postgres';
import {
  columnList,
  appliedMigrations,
  houseSequences,
  houseTables,
  jobTable,
  keyOf,
  quoted,
} from './catalogue.ts';
import type { BackupHead, BackupTable } from './contents.ts';
import { encodeNote, encodeRows } from './records.ts';

/** Everything the house keeps, as of one moment; `sql` is a transaction that sees one snapshot. */
export async function* dump(sql: postgres.TransactionSql, now: Date): AsyncGenerator<Buffer> {
  const migrations = await appliedMigrations(sql);
  const head: BackupHead = { format: 'stimmhaus-backup', version: 1, madeAt: now.toISOString(), migrations };
  yield encodeNote(head);
  for (const table of await houseTables(sql)) yield* dumpTable(sql, table);
  const jobs = await jobTable(sql);
  if (jobs) yield* dumpTable(sql, jobs, "where state in ('created', 'retry', 'active')");
  yield encodeNote({ sequences: await houseSequences(sql) });
}

async function* dumpTable(
  sql: postgres.TransactionSql,
  table: BackupTable,
  where = '',
): AsyncGenerator<Buffer> {
  const key = await keyOf(sql, table);
  const columns = columnList(table.columns);
  // Never in the order in which the rows lie on disk: that would be the order of events.
  const order = key.length > 0 ? columnList(key) : `(${quoted(table)}.*)::text`;
  const rows = `copy (select ${columns} from ${quoted(table)} ${where} order by ${order}) to stdout`;
  yield encodeNote({ table });
  for await (const chunk of await sql.unsafe(rows).readable()) yield encodeRows(chunk as Buffer);
}

/** One moment for the whole dump, however long it takes. */
export function inSnapshot<T>(
  sql: postgres.Sql,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  return sql.begin('isolation level repeatable read read only', work) as Promise<T>;
}
