import { spawn } from 'node:child_process';
import { BootstrapTrouble } from './trouble.mjs';

const OPTIONS = ['--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];

/** What npm says when its own copy of the registry's lists is too old for the lock file. */
const STALE_LISTS = /ETARGET|ENOTCACHED|E404/;

/**
 * Installs exactly what the folder's lock file says; known lists of versions are not asked for again.
 * @param {string} folder
 */
export async function npmCi(folder) {
  const { command, args } = npm();
  const all = [...args, 'ci', ...OPTIONS, '--loglevel=error', '--global=false'];
  let { code, output } = await collect(command, [...all, '--prefer-offline'], folder);
  if (code !== 0 && STALE_LISTS.test(output)) ({ code, output } = await collect(command, all, folder));
  if (code !== 0) throw new BootstrapTrouble(explain(output, folder));
}

/** The npm that started us, otherwise the one on the path. */
function npm() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) return { command: process.execPath, args: [script] };
  return { command: 'npm', args: [] };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function collect(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32' && command === 'npm';
    const child = spawn(command, args, { cwd, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new BootstrapTrouble(explain(String(error), cwd))));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** @type {readonly (readonly [RegExp, (folder: string) => string])[]} */
const CAUSES = [
  [
    /spawn npm ENOENT|'npm' is not recognized/,
    () => 'npm is needed to install the packages and was not found: install Node.js with npm.',
  ],
  [/ENOSPC/, (folder) => `The disk that holds ${folder} is full: make about 1 GB of room and start again.`],
  [
    /EACCES|EPERM|EROFS/,
    (folder) => `The packages cannot be installed because ${folder} may not be written by you.`,
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|network/i,
    () =>
      'The packages cannot be installed because the npm registry cannot be reached: check the network (or the npm proxy settings) and start again.',
  ],
];

/**
 * @param {string} output
 * @param {string} folder
 */
export function explain(output, folder) {
  for (const [pattern, sentence] of CAUSES) if (pattern.test(output)) return sentence(folder);
  const lines = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/complete log of this run/.test(line));
  return `The packages of ${folder} could not be installed: ${lines.slice(0, 3).join(' ').trim()}`;
}
