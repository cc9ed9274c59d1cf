import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { installJobTables } from './jobs/job-tables.ts';

const root = new URL('../../../../', import.meta.url);
/** Any constant: all processes of one house queue on it while one of them migrates. */
const MIGRATION_LOCK = 5_701_338;

export class MissingRolesError extends Error {
  readonly sql: string;
  constructor(statements: string) {
    super(`The database user may not create roles. Run this once as an administrator:\n\n${statements}`);
    this.sql = statements;
  }
}

/** Brings the database at `url` to the newest schema; forward only, under an advisory lock, repeatable. */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 15 });
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await ensureRoles(client);
    await applyMigrations(drizzle(client), { migrationsFolder: fileURLToPath(new URL('drizzle', root)) });
    await installJobTables(url);
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function ensureRoles(client: postgres.Sql): Promise<void> {
  const statements = await readFile(new URL('roles.sql', import.meta.url), 'utf8');
  try {
    await client.unsafe(statements);
  } catch (error) {
    const insufficient = error instanceof postgres.PostgresError && error.code === '42501';
    throw insufficient ? new MissingRolesError(statements) : error;
  }
}
