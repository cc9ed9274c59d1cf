import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../postgres/embedded.ts';
import { freePort } from '../postgres/postmaster.ts';
import { runNode } from '../running/program.ts';
import { inRoot } from '../running/root.ts';
import { Trouble } from '../running/trouble.ts';
import { buildIfChanged } from '../starting/building.ts';
import { migrateDatabase } from '../starting/preparing.ts';
import { serve } from '../starting/serving.ts';

/** A house with its own server and an ephemeral database, gone when it is closed. */
export interface PrivateHouse {
  readonly url: string;
  readonly unitId: string;
  readonly trusteeIds: readonly string[];
  readonly databaseUrl: string;
  /** What its server was started with; a process with the same sees its keys. */
  readonly env: Readonly<Record<string, string>>;
  readonly serverPid: number | undefined;
  /** Another network for each visitor. */
  nextAddress(): string;
  stateOf(uuid: string): Promise<string>;
  close(): Promise<void>;
}

export interface HouseWish {
  readonly voters: number;
  readonly trustees: number;
  readonly password: string;
}

export async function openPrivateHouse(wish: HouseWish): Promise<PrivateHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-election-'));
  await buildIfChanged((sentence) => console.error(sentence));
  const database = await startEmbeddedPostgres({ dir: join(folder, 'postgres') });
  const port = await freePort();
  const env = {
    STIMMHAUS_MODE: 'test',
    LOG_LEVEL: 'error',
    STATE_DIR: join(folder, 'state'),
    DATABASE_URL: database.url,
    ORIGIN: '',
    HOST: '127.0.0.1',
    PORT: String(port),
    TRUSTED_PROXIES: '1',
  };
  await migrateDatabase(database.url);
  const seeded = await seedPeople(wish, env);
  const serving = await serve({ host: '127.0.0.1', port, secure: false, env });
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  let visitors = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    ...seeded,
    databaseUrl: database.url,
    env,
    serverPid: serving.pid,
    nextAddress: () => `10.${(++visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`,
    stateOf: async (uuid) =>
      (await sql`select state from referendum where uuid = ${uuid}`)[0]?.state as string,
    close: async () => {
      await sql.end({ timeout: 5 });
      await serving.stop();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seedPeople(
  wish: HouseWish,
  env: Record<string, string>,
): Promise<{ unitId: string; trusteeIds: string[] }> {
  const program = inRoot('scripts', 'election', 'seed-people.ts');
  const args = [program, String(wish.voters), String(wish.trustees), wish.password];
  const { code, output } = await runNode(args, env);
  const line = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0) throw new Trouble(`The people could not be seeded.\n${output}`);
  return JSON.parse(line) as { unitId: string; trusteeIds: string[] };
}
