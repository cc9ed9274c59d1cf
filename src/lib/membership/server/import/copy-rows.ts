import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';
import type { Tx } from '#lib/platform/server/database.server.ts';

/** One row for COPY in its text format; lists become arrays. */
export type CopyValue = string | number | null | readonly (string | null)[];

/** Streams rows into a table within the caller's transaction, some hundred kilobytes at a time. */
export async function copyRows(
  tx: Tx,
  target: { readonly table: string; readonly columns: readonly string[] },
  rows: AsyncIterable<readonly CopyValue[]>,
): Promise<void> {
  const statement = `copy ${target.table} (${target.columns.join(', ')}) from stdin`;
  const writable = await connectionOf(tx).unsafe(statement).writable();
  await pipeline(Readable.from(lines(rows)), writable);
}

/** Drizzle keeps the connection of its transaction to itself, and COPY must run on just that one. */
function connectionOf(tx: Tx): postgres.TransactionSql {
  return (tx as unknown as { session: { client: postgres.TransactionSql } }).session.client;
}

const PIECE = 256 * 1024;

async function* lines(rows: AsyncIterable<readonly CopyValue[]>): AsyncGenerator<Buffer> {
  let piece = '';
  for await (const row of rows) {
    piece += `${row.map(copyText).join('\t')}\n`;
    if (piece.length < PIECE) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

function copyText(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return escaped(typeof value === 'string' ? value : arrayText(value));
}

function arrayText(values: readonly (string | null)[]): string {
  const parts = values.map((value) =>
    value === null ? 'NULL' : `"${value.replace(/["\\]/g, (sign) => `\\${sign}`)}"`,
  );
  return `{${parts.join(',')}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
}
