import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/postgres/postmaster.ts';
import { inRoot } from '../../scripts/running/root.ts';
import { runNode } from '../../scripts/running/program.ts';
import { serve } from '../../scripts/starting/serving.ts';
import { cloneDatabase, type ClonedDatabase } from './clone.ts';

export interface TestHouse {
  /** Address of a running, built server. */
  readonly url: string;
  readonly database: ClonedDatabase;
  /** A second process of the same house, on the same database. */
  another(): Promise<string>;
  stop(): Promise<void>;
}

export interface TestHouseWish {
  /** Members of the demo party; without it the house is empty. */
  readonly members?: number;
  readonly env?: Readonly<Record<string, string>>;
}

type Stop = () => Promise<void>;

/** The built product on a database of its own. Needs `npm run build` before. */
export async function startTestHouse(wish: TestHouseWish = {}): Promise<TestHouse> {
  const database = await cloneDatabase();
  const state = mkdtempSync(join(tmpdir(), 'stimmhaus-house-'));
  const stops: Stop[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.reverse()) await one();
    await database.drop();
    rmSync(state, { recursive: true, force: true });
  };
  const env = environment(database, state, wish);
  const another = async (): Promise<string> => {
    const { url, stop: end } = await startServer(env);
    stops.push(end);
    return url;
  };
  try {
    if (wish.members) await seed(wish.members, env);
    return { url: await another(), database, another, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(database: ClonedDatabase, state: string, wish: TestHouseWish): Record<string, string> {
  const fixed = { STIMMHAUS_MODE: 'test', LOG_LEVEL: 'warn', STATE_DIR: state, ORIGIN: '' };
  return { ...fixed, DATABASE_URL: database.url, ...wish.env };
}

async function startServer(env: Record<string, string>): Promise<{ url: string; stop: Stop }> {
  const port = await freePort();
  const host = '127.0.0.1';
  const serving = await serve({ host, port, secure: false, env: { ...env, HOST: host, PORT: String(port) } });
  return { url: `http://localhost:${port}`, stop: serving.stop };
}

/** In a process of its own, whose configuration is the house's and not the test's. */
async function seed(members: number, env: Record<string, string>): Promise<void> {
  const script = inRoot('tests', 'support', 'seed.ts');
  const { code, output } = await runNode([script, String(members)], env);
  if (code !== 0) throw new Error(`The demo party could not be seeded.\n${output}`);
}
