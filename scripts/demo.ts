import { parseArgs } from 'node:util';
import { compileMessages } from './messages.ts';
import { withConnection } from './postgres/databases.ts';
import { run, Trouble } from './running/trouble.ts';
import { openHouseDatabase } from './starting/house-database.ts';
import { DEMO_MEMBERS, isEmpty, migrateDatabase, seed } from './starting/preparing.ts';

const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

const MOST = 2_000_000;

function readMembers(): number {
  const usage = new Trouble(`npm run demo knows: -- --members N, between 1 and ${MOST}.`);
  try {
    const { values } = parseArgs({ options: { members: { type: 'string' } }, strict: true });
    const members = Number(values.members ?? DEMO_MEMBERS);
    if (Number.isInteger(members) && members >= 1 && members <= MOST) return members;
  } catch {
    throw usage;
  }
  throw usage;
}

/** A database with personas holds nobody real. */
async function isDemo(url: string): Promise<boolean> {
  const rows = await withConnection(
    url,
    (sql) => sql`select 1 from account where persona is not null limit 1`,
  );
  return rows.length > 0;
}

async function emptyDemo(url: string): Promise<void> {
  if (!(await isDemo(url)))
    throw new Trouble('A real party lives in this database: the demo needs an empty one.');
  if (await isInUse(url)) throw new Trouble('The house is running: end npm start first.');
  say('Removing the old demo party …');
  await withConnection(url, (sql) =>
    sql.unsafe(`
      drop schema if exists drizzle cascade;
      drop schema if exists pgboss cascade;
      drop schema public cascade;
      create schema public;
      grant usage on schema public to public;`),
  );
  await migrateDatabase(url);
}

async function isInUse(url: string): Promise<boolean> {
  const rows = await withConnection(
    url,
    (sql) => sql`select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' limit 1`,
  );
  return rows.length > 0;
}

/** Fills the house with an invented party of the wished size, in place of an older demo. */
async function main(): Promise<void> {
  const members = readMembers();
  const started = Date.now();
  process.env.STIMMHAUS_MODE = 'demo';
  const [database] = await Promise.all([openHouseDatabase(say), compileMessages()]);
  try {
    await migrateDatabase(database.url);
    if (!(await isEmpty(database.url))) await emptyDemo(database.url);
    say(`Inventing a party of ${members} members …`);
    await seed(database.url, members);
    say(`Done after ${Math.round((Date.now() - started) / 1000)} s. npm start opens the house.`);
  } finally {
    await database.stop();
  }
}

await run(main);
process.exit();
