import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from '../bootstrap/lock.mjs';
import { Trouble } from '../running/trouble.ts';
import type { Binaries } from './binaries.ts';
import { diskFull } from './initdb.ts';
import type { Place } from './place.ts';
import { isPostgres } from './process-name.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export type Settings = Readonly<Record<string, string>>;

const STEP_MS = 40;
/** Recovery after a crash replays the log before it answers. */
const READY_WITHIN_MS = 180_000;

// Statements carry names and ballots; they must not reach a log, not even with an error.
const QUIET: Settings = {
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};
const SMALL_HOUSE: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** The postmaster that serves these files, if one does. A file left by a dead one is removed. */
export async function runningPostmaster(place: Place): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < READY_WITHIN_MS; waited += STEP_MS) {
    const seen = readPidFile(place);
    if (!seen) return undefined;
    if (!isAlive(seen.pid) || !isPostgres(seen.pid)) {
      rmSync(pidFile(place), { force: true });
      return undefined;
    }
    if (seen.ready) return seen;
    await pause(STEP_MS);
  }
  throw new Trouble(`PostgreSQL in ${place.folder} does not get ready; its log is ${place.log}.`);
}

const pidFile = (place: Place): string => join(place.files, 'postmaster.pid');

/** Lines of postmaster.pid: 1 process, 4 port, 8 status (PostgreSQL, src/include/utils/pidfile.h). */
function readPidFile(place: Place): (Postmaster & { readonly ready: boolean }) | undefined {
  try {
    const lines = readFileSync(pidFile(place), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** Starts PostgreSQL on these files and waits until it answers. */
export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  wish: { readonly port?: number; readonly settings?: Settings },
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt += 1) {
    const port = wish.port ?? (await freePort());
    const from = existsSync(place.log) ? statSync(place.log).size : 0;
    const outcome = await spawnUntilReady(place, binaries.postgres, { port, settings: wish.settings ?? {} });
    if (outcome) return outcome;
    const complaint = readFileSync(place.log, 'utf8').slice(from);
    // After kill -9 the children of the old postmaster need a moment to notice and leave.
    const passing = /pre-existing shared memory block|could not bind|lock file .* already exists/.test(
      complaint,
    );
    if (!passing || attempt >= 20) throw new Trouble(startTrouble(place, complaint));
    await pause(500);
  }
}

async function spawnUntilReady(
  place: Place,
  program: string,
  { port, settings }: { readonly port: number; readonly settings: Settings },
): Promise<Postmaster | undefined> {
  const log = openSync(place.log, 'a', 0o600);
  const { uid, gid } = place.owner ?? {};
  const all = { ...QUIET, ...SMALL_HOUSE, ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A group of its own: Ctrl-C in the terminal must reach the app first, which then stops the database.
  const child = spawn(program, ['-D', place.files, '-p', String(port), ...options], {
    ...(uid === undefined ? {} : { uid, gid }),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C', PGTZ: 'UTC' },
  });
  closeSync(log);
  let failed = false;
  child.on('error', () => (failed = true)).on('exit', () => (failed = true));
  child.unref();
  return untilReady(place, () => failed);
}

async function untilReady(place: Place, failed: () => boolean): Promise<Postmaster | undefined> {
  for (let waited = 0; waited < READY_WITHIN_MS && !failed(); waited += STEP_MS) {
    const seen = readPidFile(place);
    if (seen?.ready) return seen;
    await pause(STEP_MS);
  }
  return undefined;
}

function startTrouble(place: Place, complaint: string): string {
  if (/No space left on device/i.test(complaint)) return diskFull(place);
  if (/database files are incompatible/.test(complaint)) {
    return `The files in ${place.folder} were written by another version of PostgreSQL: restore a backup into a new folder or set DATABASE_URL.`;
  }
  const fatal = /(?:FATAL|PANIC):\s*(.*)/.exec(complaint)?.[1] ?? 'it gave no reason';
  return `PostgreSQL did not start (${fatal}); its log is ${place.log}.`;
}

/** Asks it to stop at once but cleanly; after half a minute, less politely. */
export async function stopPostmaster({ pid }: Postmaster): Promise<void> {
  const steps: readonly (readonly [NodeJS.Signals, number])[] = [
    ['SIGINT', 30_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 10_000],
  ];
  for (const [signal, patience] of steps) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < patience && isAlive(pid); waited += STEP_MS) await pause(STEP_MS);
  }
}

/** A port on the loopback interface that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done, fail) => server.on('error', fail).listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
