import { parseArgs } from 'node:util';
import { compileMessages } from './messages.ts';
import { inRoot } from './running/root.ts';
import { stopRequested } from './running/stopping.ts';
import { run, Trouble } from './running/trouble.ts';
import { buildIfChanged } from './starting/building.ts';
import { selfSignedCertificate } from './starting/certificate.ts';
import { openHouseDatabase, type HouseDatabase } from './starting/house-database.ts';
import { requireFreePort, wantedPort } from './starting/port.ts';
import { DEMO_MEMBERS, isEmpty, migrateDatabase, seed } from './starting/preparing.ts';
import { serve, type Serving } from './starting/serving.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

interface Wish {
  readonly production: boolean;
  readonly https: boolean;
}

function readWish(): Wish {
  const options = { production: { type: 'boolean' }, https: { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ options, strict: true });
    return { production: values.production ?? false, https: values.https ?? false };
  } catch {
    throw new Trouble(
      'npm start knows: -- --production (no demo) and -- --https (a self-signed certificate).',
    );
  }
}

async function main(): Promise<number> {
  const started = Date.now();
  const stop = stopRequested();
  const wish = readWish();
  const host = process.env.HOST || '127.0.0.1';
  const port = wantedPort();
  await requireFreePort(port, host);
  process.env.STIMMHAUS_MODE = wish.production ? 'production' : 'demo';
  say(wish.production ? 'Stimmhaus is starting …' : 'Stimmhaus is starting with a demo party …');
  const database = await openHouseDatabase(say);
  try {
    return await prepareAndServe({ wish, database, host, port, started, stop });
  } finally {
    await database.stop();
  }
}

interface Start {
  readonly wish: Wish;
  readonly database: HouseDatabase;
  readonly host: string;
  readonly port: number;
  readonly started: number;
  readonly stop: Promise<void>;
}

async function prepareAndServe(start: Start): Promise<number> {
  const { database, stop } = start;
  // Both halves use a core each: pages are built while the database is filled.
  const prepared = Promise.all([buildIfChanged(say), prepareDatabase(start)]).then(() => 'ready' as const);
  if ((await Promise.race([prepared, stop])) !== 'ready') return 0;
  const serving = await serve({ ...servingOf(start), env: environmentOf(start) });
  database.keepRunning(say);
  say(`Ready after ${Math.round((Date.now() - start.started) / 1000)} s. Ctrl-C ends it.`);
  return untilTheEnd(serving, stop);
}

async function prepareDatabase({ wish, database: { url } }: Start): Promise<void> {
  await migrateDatabase(url);
  if (wish.production || !(await isEmpty(url))) return;
  say('Filling the house with the demo party …');
  await compileMessages();
  await seed(url, DEMO_MEMBERS);
}

const servingOf = ({ host, port, wish }: Start) => ({ host, port, secure: wish.https, marked: true });

function environmentOf({ wish, database, host, port }: Start): Record<string, string | undefined> {
  const tls = wish.https ? selfSignedCertificate(inRoot('var', 'tls')) : undefined;
  return {
    DATABASE_URL: database.url,
    HOST: host,
    PORT: String(port),
    LOG_LEVEL: process.env.LOG_LEVEL || (wish.production ? 'info' : 'warn'),
    ...(tls ? { TLS_KEY_FILE: tls.key, TLS_CERT_FILE: tls.cert } : {}),
  };
}

async function untilTheEnd(serving: Serving, stop: Promise<void>): Promise<number> {
  const code = await Promise.race([serving.ended, stop]);
  if (code !== undefined) {
    process.stderr.write('The server ended by itself.\n');
    return 1;
  }
  say('Closing …');
  await serving.stop();
  return 0;
}

await run(main);
process.exit();
