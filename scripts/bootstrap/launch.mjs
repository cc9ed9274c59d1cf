import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
/** Type stripping is announced as experimental by some of the versions that we admit. */
const QUIET = '--disable-warning=ExperimentalWarning';

/**
 * Runs the script in a Node of its own and answers its exit code. The channel tells the script when we are gone.
 * @param {{ node: string, root: string, file: string, args: readonly string[] }} what
 * @returns {Promise<number>}
 */
export function launch({ node, root, file, args }) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  const child = spawn(node, [QUIET, file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path },
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  stopWithNpm(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}

/**
 * Killed without warning, npm cannot pass a signal on; then nobody would be left to end what it started.
 * @param {import('node:child_process').ChildProcess} child
 */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const before = forebears();
  const watch = setInterval(() => forebears() !== before && child.kill('SIGTERM'), 1_000);
  watch.unref();
}

/** Our parent, the shell that npm runs, and its parent, npm, as far as the system shows them. */
function forebears() {
  return `${process.ppid} ${parentOf(process.ppid)}`;
}

/** @param {number} pid */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
  } catch {
    return undefined;
  }
}
