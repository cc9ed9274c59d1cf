// A lock between processes: a file that names its holder and is touched while it is held. Built-ins only,
// Node 20, since the bootstrap uses it too.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const TOUCH_MS = 2_000;
const STALE_MS = 20_000;

/**
 * Runs `work` while no other process holds the lock at `path`. A lock whose holder died is taken over.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once if somebody else holds it
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait = () => {}) {
  mkdirSync(dirname(path), { recursive: true });
  let told = false;
  while (!take(path)) {
    if (removeIfStale(path)) continue;
    if (!told) onWait();
    told = true;
    await pause(100);
  }
  const touching = setInterval(() => touch(path), TOUCH_MS);
  touching.unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    rmSync(path, { force: true });
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} path */
function touch(path) {
  try {
    utimesSync(path, new Date(), new Date());
  } catch {
    // Gone: the folder was removed under us; the work itself will notice.
  }
}

/** @param {string} path */
function removeIfStale(path) {
  const seen = read(path);
  if (!seen) return true;
  const dead = seen.pid > 0 && !isAlive(seen.pid);
  if (!dead && Date.now() - seen.touched < STALE_MS) return false;
  // Moved aside first: of two waiters only one can move it, the other must not remove a fresh lock.
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    const moved = read(aside);
    if (moved && moved.pid !== seen.pid) renameSync(aside, path);
    else rmSync(aside, { force: true });
  } catch {
    // The other waiter was faster.
  }
  return true;
}

/** @param {string} path */
function read(path) {
  try {
    return { pid: Number(readFileSync(path, 'utf8')), touched: statSync(path).mtimeMs };
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Ended but not yet collected; in a container whose first process collects nobody, for ever.
 * @param {number} pid
 */
function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
