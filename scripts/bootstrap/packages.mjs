import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { npmCi } from './npm.mjs';
import { BootstrapTrouble, say } from './trouble.mjs';

const STAMP = join('node_modules', '.stimmhaus-lock');

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string | string[] }} Entry
 */

/**
 * Whether node_modules is what package-lock.json says, by our own stamp or, where somebody ran npm by hand, by
 * the list that npm keeps.
 * @param {string} folder
 */
export function isCurrent(folder) {
  const hash = hashOfLock(folder);
  if (hash === undefined) return false;
  try {
    if (readFileSync(join(folder, STAMP), 'utf8').trim() === hash) return true;
  } catch {
    // No stamp: npm's own list decides.
  }
  if (!installedMatches(folder)) return false;
  remember(folder, hash);
  return true;
}

/**
 * Installs what is missing; of two processes that want the same, the second waits and finds it done.
 * @param {string} folder
 * @param {{ lock: string, what: string }} how
 */
export async function ensurePackages(folder, { lock, what }) {
  if (isCurrent(folder)) return;
  requireWritable(folder);
  const waiting = () => say(`Another start is installing ${what}; waiting for it.`);
  await withLock(
    lock,
    async () => {
      if (isCurrent(folder)) return;
      const started = Date.now();
      say(`Installing ${what} …`);
      await npmCi(folder);
      remember(folder, /** @type {string} */ (hashOfLock(folder)));
      say(`Installed ${what} in ${Math.round((Date.now() - started) / 1000)} s.`);
    },
    waiting,
  );
}

/** @param {string} folder */
function requireWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new BootstrapTrouble(
      `The packages cannot be installed because ${folder} may not be written by you.`,
    );
  }
}

/** @param {string} folder */
function hashOfLock(folder) {
  const lock = join(folder, 'package-lock.json');
  if (!existsSync(lock)) return undefined;
  return createHash('sha256').update(readFileSync(lock)).digest('hex');
}

/**
 * @param {string} folder
 * @param {string} hash
 */
function remember(folder, hash) {
  try {
    writeFileSync(join(folder, STAMP), `${hash}\n`);
  } catch {
    // A folder we may only read: it is compared again next time.
  }
}

/** @param {string} folder */
function installedMatches(folder) {
  try {
    const wanted = packagesIn(join(folder, 'package-lock.json'));
    const present = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
    delete wanted[''];
    const entries = Object.entries(wanted);
    const here = (/** @type {string} */ path) =>
      present[path] !== undefined && existsSync(join(folder, path));
    const machine = entries.filter(([, entry]) => entry.optional && entry.os && isForThisMachine(entry));
    // npm leaves out an optional package for more reasons than we can know; all of them, only if told to.
    if (machine.length > 0 && !machine.some(([path]) => here(path))) return false;
    return entries.every(([path, entry]) =>
      here(path) ? present[path]?.version === entry.version : entry.optional === true,
    );
  } catch {
    return false;
  }
}

/**
 * @param {string} file
 * @returns {Record<string, Entry>}
 */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** @param {Entry} entry */
function isForThisMachine(entry) {
  const admits = (/** @type {string | string[] | undefined} */ list, /** @type {string} */ mine) => {
    const names = [list ?? []].flat();
    if (names.includes(`!${mine}`)) return false;
    return names.length === 0 || names.includes(mine) || names.every((name) => name.startsWith('!'));
  };
  const libc = isMusl() ? 'musl' : 'glibc';
  return (
    admits(entry.os, process.platform) &&
    admits(entry.cpu, process.arch) &&
    (process.platform !== 'linux' || admits(entry.libc, libc))
  );
}

function isMusl() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return process.platform === 'linux' && report.header?.glibcVersionRuntime === undefined;
}
