import { createHash, randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from '#lib/platform/server/migrate.ts';
import { withConnection, createDatabase, dropDatabase } from '../../scripts/postgres/databases.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PREFIX = 'template_';

/** The database every test file clones: migrated once for each state of the migrations. Answers its name. */
export async function makeTemplate(server: string): Promise<string> {
  const name = `${PREFIX}${hashOfMigrations()}`;
  if (await exists(server, name)) return name;
  const half = `unfinished_${randomBytes(6).toString('hex')}`;
  await migrate(await createDatabase(server, half));
  await withConnection(server, (sql) => sql.unsafe(`alter database ${half} rename to ${name}`));
  return name;
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  const sources = globSync(['drizzle/**/*', 'src/lib/platform/server/{roles.sql,migrate.ts,job-tables.ts}'], {
    cwd: root,
    withFileTypes: true,
  });
  const paths = sources.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  for (const path of paths.sort()) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 12);
}

async function exists(server: string, name: string): Promise<boolean> {
  const rows = await withConnection(server, (sql) => sql`select 1 from pg_database where datname = ${name}`);
  return rows.length > 0;
}

/** What earlier runs left behind; only while nobody else uses the server, who may be in the middle of a run. */
export async function dropLeftovers(server: string): Promise<void> {
  const current = `${PREFIX}${hashOfMigrations()}`;
  for (const name of await databasesLike(server, ['test_', 'unfinished_', PREFIX])) {
    if (name !== current) await dropDatabase(server, name);
  }
}

async function databasesLike(server: string, prefixes: readonly string[]): Promise<string[]> {
  const rows = await withConnection(
    server,
    (sql) => sql<{ datname: string }[]>`select datname from pg_database`,
  );
  return rows.map((row) => row.datname).filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
}
