import { compileMessages } from './messages.ts';
import { spawn } from 'node:child_process';
import { binOf, exitOf } from './running/program.ts';
import { root } from './running/root.ts';
import { stopRequested } from './running/stopping.ts';
import { run } from './running/trouble.ts';
import { syncKit } from './starting/building.ts';
import { openHouseDatabase } from './starting/house-database.ts';
import { requireFreePort, wantedPort } from './starting/port.ts';
import { DEMO_MEMBERS, isEmpty, migrateDatabase, seed } from './starting/preparing.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

/** The house while one works on it: pages change as their sources do. */
async function main(): Promise<number> {
  const stop = stopRequested();
  const host = process.env.HOST || '127.0.0.1';
  const port = wantedPort();
  await requireFreePort(port, host);
  process.env.STIMMHAUS_MODE = 'development';
  const [database] = await Promise.all([openHouseDatabase(say), compileMessages().then(syncKit)]);
  try {
    await migrateDatabase(database.url);
    if (await isEmpty(database.url)) await seed(database.url, DEMO_MEMBERS);
    database.keepRunning(say);
    return await serveSources({ url: database.url, host, port, stop });
  } finally {
    await database.stop();
  }
}

interface Development {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly stop: Promise<void>;
}

async function serveSources({ url, host, port, stop }: Development): Promise<number> {
  const args = [binOf('vite'), 'dev', '--host', host, '--port', String(port), '--strictPort'];
  const env = { ...process.env, DATABASE_URL: url };
  const vite = spawn(process.execPath, args, {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = exitOf(vite);
  const code = await Promise.race([ended, stop]);
  vite.kill('SIGTERM');
  await ended;
  return code ?? 0;
}

await run(main);
process.exit();
