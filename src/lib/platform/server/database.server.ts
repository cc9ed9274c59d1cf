import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { config } from './config.server.ts';
import { refusedWrite } from './connection/refused-write.server.ts';
import { log } from './log.server.ts';

type Schema = Record<string, never>;
export type Database = PostgresJsDatabase<Schema>;
/** An open transaction. Commands take it from `transact`; what other capabilities offer takes it as first parameter. */
export type Tx = Parameters<Parameters<Database['transaction']>[0]>[0];
/** Either: queries run on both. */
export type Reader = Database | Tx;

/** NOLOGIN roles with disjoint grants; see `drizzle/` and each capability's README. */
export type HouseRole = 'stimmhaus_app' | 'stimmhaus_roll' | 'stimmhaus_box' | 'stimmhaus_record';

interface Opened {
  readonly url: string;
  readonly pool: number;
  readonly client: postgres.Sql;
  readonly db: Database;
}

let opened: Opened | undefined;
let listener: postgres.Sql | undefined;
let renewal: NodeJS.Timeout | undefined;

const COMMON = {
  connect_timeout: 10,
  // None is closed for its age: who closes one is the database, and the pool is then replaced.
  max_lifetime: null,
  onnotice: () => {},
  connection: { application_name: 'stimmhaus', statement_timeout: 60_000, lock_timeout: 15_000 },
};
const RENEW_AFTER_MS = 100;

/** Opens (or replaces) this process's database; without it, DATABASE_URL is opened on first use. */
export function openDatabase(url: string, pool = config().DATABASE_POOL): Database {
  const client = postgres(url, { ...COMMON, max: pool, onclose: () => renewSoon(client) });
  opened = { url, pool, client, db: drizzle(client) };
  return opened.db;
}

/**
 * A connection of postgres 3.4.9 that closed with something still to be written never writes again (see
 * connection/lost-connection.server.ts): whenever one closes, the pool is replaced, and the old one ends when its
 * transactions are over.
 */
function renewSoon(client: postgres.Sql): void {
  if (opened?.client !== client) return;
  renewal ??= setTimeout(renewDatabase, RENEW_AFTER_MS).unref();
}

export function renewDatabase(): void {
  clearTimeout(renewal);
  renewal = undefined;
  const last = opened;
  if (!last) return;
  openDatabase(last.url, last.pool);
  void last.client.end({ timeout: 5 }).catch(() => {});
}

/** Hears what is notified on the channel, also after the connection was lost; resolves to the stop function. */
export async function listenTo(channel: string, hear: (text: string) => void): Promise<() => Promise<void>> {
  database();
  listener ??= postgres((opened as Opened).url, { ...COMMON, max: 1 });
  const { unlisten } = await listener.listen(channel, hear);
  return unlisten;
}

export function database(): Database {
  if (opened) return opened.db;
  const url = config().DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set and no database was opened.');
  return openDatabase(url);
}

/** The raw client, for COPY and cursors only. */
export function databaseClient(): postgres.Sql {
  database();
  return (opened as Opened).client;
}

export async function closeDatabase(): Promise<void> {
  const last = [opened?.client, listener].filter((client) => client !== undefined);
  clearTimeout(renewal);
  opened = listener = renewal = undefined;
  await Promise.all(last.map((client) => client.end({ timeout: 5 })));
}

/**
 * Runs `work` in one transaction as the app role. A thrown error rolls everything back; so does a refusal. What the
 * database itself refused to write stays on the evidence log.
 */
export async function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  let refusal: { readonly value: T } | undefined;
  try {
    return await database().transaction(async (tx) => {
      await switchRole(tx, 'stimmhaus_app');
      const value = await work(tx);
      if (isRefusal(value)) {
        refusal = { value };
        throw new RolledBack();
      }
      return value;
    });
  } catch (error) {
    if (refusal && error instanceof RolledBack) return refusal.value;
    await keepRefusedWrite(error);
    throw error;
  }
}

/** Who reaches for what nobody may write is found out, also when a command never meant to. */
async function keepRefusedWrite(error: unknown): Promise<void> {
  const refused = refusedWrite(error);
  if (!refused) return;
  const { code, said } = refused;
  log.error({ event: 'write-refused', code });
  await database()
    .transaction(async (tx) => {
      await switchRole(tx, 'stimmhaus_app');
      await tx.execute(sql`insert into evidence (code, subject_kind, subject_id, reason)
        values ('write-refused', 'database', ${code}, ${said})`);
    })
    .catch((trouble: Error) => log.error({ event: 'write-refused-unkept', code: trouble.name }));
}

/** Until the transaction ends or the role is switched again. */
export async function switchRole(tx: Tx, role: HouseRole): Promise<void> {
  await tx.execute(sql.raw(`SET LOCAL ROLE ${role}`));
}

/** Runs `work` under another role within the transaction, then goes back to the app's. */
export async function asRole<T>(tx: Tx, role: HouseRole, work: () => Promise<T>): Promise<T> {
  await switchRole(tx, role);
  const value = await work();
  await switchRole(tx, 'stimmhaus_app');
  return value;
}

class RolledBack extends Error {}

function isRefusal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;
}
