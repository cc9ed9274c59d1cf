import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type postgres from 'postgres';
import { Trouble } from '../running/trouble.ts';
import { appliedMigrations, columnList, houseTables, quoted } from './catalogue.ts';
import { endSchema, headSchema, tableSchema, type BackupHead, type BackupTable } from './contents.ts';
import { withoutGuards } from './guards.ts';
import type { BackupRecord } from './records.ts';

/** What else is done to the restored rows, all or nothing with them. */
export type Finish = (tx: postgres.TransactionSql, head: BackupHead) => Promise<unknown>;

/** Puts a backup into a house without content, all or nothing. Answers what its first note says. */
export async function load(
  sql: postgres.Sql,
  records: AsyncGenerator<BackupRecord>,
  finish: Finish = async () => {},
): Promise<BackupHead> {
  const first = await records.next();
  const head = headSchema.parse(first.done || first.value.kind !== 'note' ? undefined : first.value.note);
  await requireSameTables(sql, head);
  await sql.begin(async (tx) => {
    await withoutGuards(tx, () => replaceRows(tx, records));
    await finish(tx, head);
  });
  return head;
}

async function requireSameTables(sql: postgres.Sql, head: BackupHead): Promise<void> {
  const here = await appliedMigrations(sql);
  if (String(here) === String(head.migrations)) return;
  throw new Trouble(
    `The backup was made with ${head.migrations.length} migrations, this version has ${here.length}: restore it with the version that made it, then start the newer one.`,
  );
}

async function replaceRows(
  tx: postgres.TransactionSql,
  records: AsyncGenerator<BackupRecord>,
): Promise<void> {
  const tables = await houseTables(tx);
  await tx.unsafe(`truncate ${tables.map(quoted).join(', ')}`);
  let open: Writable | undefined;
  let whole = false;
  for await (const record of records) {
    if (whole) throw new Trouble('The backup goes on after its end.');
    if (record.kind === 'rows') await write(open, record.rows);
    else {
      await close(open);
      open = await openTable(tx, record.note, tables);
      whole = open === undefined;
    }
  }
  if (!whole) throw new Trouble('The backup is not whole.');
}

/** The next table to fill, or nothing at the end, after the sequences were set. */
async function openTable(
  tx: postgres.TransactionSql,
  note: unknown,
  known: readonly BackupTable[],
): Promise<Writable | undefined> {
  const next = tableSchema.safeParse(note);
  if (!next.success) return setSequences(tx, note);
  const { table } = next.data;
  const isOurs = table.schema === 'pgboss' || known.some((one) => one.name === table.name);
  if (!isOurs) throw new Trouble(`The backup holds a table "${table.name}" that this version does not have.`);
  return tx.unsafe(`copy ${quoted(table)} (${columnList(table.columns)}) from stdin`).writable();
}

async function setSequences(tx: postgres.TransactionSql, note: unknown): Promise<undefined> {
  for (const { name, value, called } of endSchema.parse(note).sequences) {
    await tx`select setval(${`public.${name}`}::regclass, ${value}::bigint, ${called})`;
  }
}

async function write(target: Writable | undefined, rows: Buffer): Promise<void> {
  if (!target) throw new Trouble('The backup begins with rows of no table.');
  if (!target.write(rows)) await once(target, 'drain');
}

async function close(target: Writable | undefined): Promise<void> {
  if (!target) return;
  target.end();
  await finished(target);
}
