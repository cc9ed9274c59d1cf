import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
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
  /** All that its processes have printed, where the wish said `isQuiet`. */
  printed(): string;
  /** A second process of the same house, on the same database. */
  another(): Promise<string>;
  stop(): Promise<void>;
}

export interface TestHouseWish {
  /** Members of the demo party; without it the house is empty. */
  readonly members?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What it prints is kept for the test to read. */
  readonly isQuiet?: boolean;
  /** The file that its processes print to, instead. */
  readonly paper?: string;
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
  const paper = wish.paper ?? join(state, 'printed.txt');
  const another = async (): Promise<string> => {
    const { url, stop: end } = await startServer(env, wish.isQuiet || wish.paper ? paper : undefined);
    stops.push(end);
    return url;
  };
  const printed = (): string => readFileSync(paper, 'utf8');
  try {
    if (wish.members) await seed(wish.members, env);
    return { url: await another(), database, printed, another, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(database: ClonedDatabase, state: string, wish: TestHouseWish): Record<string, string> {
  const fixed = { STIMMHAUS_MODE: 'test', LOG_LEVEL: 'warn', STATE_DIR: state, ORIGIN: '' };
  return { ...fixed, DATABASE_URL: database.url, ...wish.env };
}

async function startServer(
  env: Record<string, string>,
  paper?: string,
): Promise<{ url: string; stop: Stop }> {
  const port = await freePort();
  const host = '127.0.0.1';
  const output = paper === undefined ? undefined : openSync(paper, 'a');
  const own = { ...env, HOST: host, PORT: String(port) };
  const serving = await serve({ host, port, secure: false, output, env: own }).finally(() => {
    if (output !== undefined) closeSync(output);
  });
  return { url: `http://localhost:${port}`, stop: serving.stop };
}

/** In a process of its own, whose configuration is the house's and not the test's. */
async function seed(members: number, env: Record<string, string>): Promise<void> {
  const script = inRoot('tests', 'support', 'seed.ts');
  const { code, output } = await runNode([script, String(members)], env);
  if (code !== 0) throw new Error(`The demo party could not be seeded.\n${output}`);
}
