import { join, resolve } from 'node:path';
import { withLock } from '../bootstrap/lock.mjs';
import { findBinaries } from './binaries.ts';
import { createDatabase, withConnection } from './databases.ts';
import { createFiles, SUPERUSER } from './initdb.ts';
import { takeLease, type Lease } from './lease.ts';
import { postgresOwner } from './owner.ts';
import { passwordIn, placeFor, type Place } from './place.ts';
import {
  runningPostmaster,
  startPostmaster,
  stopPostmaster,
  type Postmaster,
  type Settings,
} from './postmaster.ts';

export interface EmbeddedOptions {
  /** Folder of the cluster; one cluster per folder. */
  readonly dir: string;
  readonly log?: (sentence: string) => void;
  /** Only after a crash of the database, so that the address of the running app stays true. */
  readonly port?: number;
  /** Server settings, for tests and load runs; `{ fsync: 'off' }` only where losing everything is fine. */
  readonly settings?: Settings;
}

export interface EmbeddedPostgres {
  /** The house's own login role, which may create roles and databases but is no superuser. */
  readonly url: string;
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  /** Whether its files were made by this call. */
  readonly isNew: boolean;
  /** Whether it was running already, ours from last time or another process's. */
  readonly adopted: boolean;
  /** Resolves when PostgreSQL ended without being asked. */
  readonly lost: Promise<void>;
  /** Stops PostgreSQL, started by us or adopted, unless another process still uses it. */
  stop(): Promise<void>;
}

/** The role the app signs in with, and the name of its database. */
export const HOUSE = 'stimmhaus';

export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const owner = postgresOwner();
  const place = placeFor(options.dir, owner);
  if (place.folder !== resolve(options.dir)) {
    options.log?.(`The database lives in ${place.folder}: "${owner?.name}" cannot reach ${options.dir}.`);
  }
  const binaries = findBinaries(owner, join(place.folder, 'programs'));
  const password = passwordIn(place);
  return withLock(place.lock, async () => {
    const isNew = await createFiles(place, binaries, password);
    const running = await runningPostmaster(place);
    if (running) options.log?.('PostgreSQL was still running; going on with it.');
    const postmaster = running ?? (await startPostmaster(place, binaries, options));
    const adminUrl = address(postmaster, SUPERUSER, password);
    const lease = await takeLease(adminUrl);
    await createHouse(adminUrl, password);
    const url = address(postmaster, HOUSE, password);
    const { pid, port } = postmaster;
    const stop = () => leave(place, postmaster, lease);
    return { url, adminUrl, pid, port, isNew, adopted: running !== undefined, lost: lease.lost, stop };
  });
}

function address({ port }: Postmaster, role: string, password: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${role}`;
}

async function createHouse(adminUrl: string, password: string): Promise<void> {
  const [role, database] = await withConnection(adminUrl, (sql) =>
    Promise.all([
      sql`select 1 from pg_roles where rolname = ${HOUSE}`,
      sql`select 1 from pg_database where datname = ${HOUSE}`,
    ]),
  );
  // The password is base64url of our own making and needs no quoting beyond this.
  const make = `create role ${HOUSE} login createrole createdb password '${password}'`;
  if (role.length === 0) await withConnection(adminUrl, (sql) => sql.unsafe(make));
  if (database.length > 0) return;
  await createDatabase(adminUrl, HOUSE);
  await withConnection(adminUrl, (sql) => sql.unsafe(`alter database ${HOUSE} owner to ${HOUSE}`));
}

async function leave(place: Place, postmaster: Postmaster, lease: Lease): Promise<void> {
  await withLock(place.lock, async () => {
    const last = await lease.isLast().catch(() => true);
    await lease.end();
    if (last) await stopPostmaster(postmaster);
  });
}
