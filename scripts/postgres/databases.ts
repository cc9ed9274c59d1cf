import postgres from 'postgres';
import { Trouble } from '../running/trouble.ts';

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** A connection that asks once and closes; `work` must not keep it. */
export async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The same server, another database. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

/** Creates a database, as a copy of `template` if one is named. `server` is any database of the same server. */
export async function createDatabase(server: string, name: string, template?: string): Promise<string> {
  requireName(name);
  if (template) requireName(template);
  await withConnection(server, (sql) =>
    sql.unsafe(`create database ${name}${template ? ` template ${template}` : ''}`),
  );
  return urlOf(server, name);
}

/** Drops it, whoever is still connected. */
export async function dropDatabase(server: string, name: string): Promise<void> {
  requireName(name);
  await withConnection(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
}

function requireName(name: string): void {
  if (!NAME.test(name)) throw new Trouble(`"${name}" cannot be the name of a database.`);
}
