import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Trouble } from '../running/trouble.ts';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';

export const SUPERUSER = 'postgres';

/** Creates the cluster's files unless they exist; half-made ones from an interrupted first start are removed. */
export async function createFiles(place: Place, binaries: Binaries, password: string): Promise<boolean> {
  if (existsSync(place.files)) return false;
  const half = join(place.folder, 'unfinished');
  rmSync(half, { recursive: true, force: true });
  makeOwned(half, place);
  const passwordFile = join(half, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.owner) chownSync(passwordFile, place.owner.uid, place.owner.gid);
  const files = join(half, 'files');
  await runInitdb(binaries.initdb, place, ['--pgdata', files, '--pwfile', passwordFile]);
  renameSync(files, place.files);
  rmSync(half, { recursive: true, force: true });
  return true;
}

function makeOwned(folder: string, { owner }: Place): void {
  mkdirSync(folder, { mode: 0o700 });
  if (owner) chownSync(folder, owner.uid, owner.gid);
}

// The built-in provider sorts by code point on every machine alike; what people read is sorted with a
// named collation where it is asked for.
const OPTIONS = [
  ...['--username', SUPERUSER, '--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
  ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--no-instructions'],
];

async function runInitdb(initdb: string, place: Place, where: readonly string[]): Promise<void> {
  const { uid, gid } = place.owner ?? {};
  const child = spawn(initdb, [...OPTIONS, ...where], {
    ...(uid === undefined ? {} : { uid, gid }),
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', PGTZ: 'UTC' },
  });
  const ended = new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
  const complaints = await text(child.stderr);
  if ((await ended) === 0) return;
  throw new Trouble(initdbTrouble(place, complaints));
}

function initdbTrouble(place: Place, complaints: string): string {
  if (/No space left on device/i.test(complaints)) return diskFull(place);
  const last = complaints.trim().split('\n').slice(-3).join(' ');
  return `The database could not be created in ${place.folder}: ${last}`;
}

export function diskFull(place: Place): string {
  return `The disk that holds ${place.folder} is full: make room (about 300 MB to begin with) and start again.`;
}
