#!/usr/bin/env node
// The first step of every command: makes sure of a Node that runs TypeScript and of the packages, then goes on.
//   node scripts/bootstrap.mjs [--only crypto] [--bin NAME] FILE args…
// Built-ins only and no syntax newer than Node 20. It prints to stderr, and only when there is something to do.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './bootstrap/launch.mjs';
import { findNode } from './bootstrap/node.mjs';
import { explain } from './bootstrap/npm.mjs';
import { ensurePackages, isCurrent } from './bootstrap/packages.mjs';
import { BootstrapTrouble, say } from './bootstrap/trouble.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string[]} args */
async function main(args) {
  const only = optionOf('--only', args);
  const program = optionOf('--bin', args);
  const [node] = await Promise.all([findNode(root), preparePackages(only)]);
  const file = program ? binOf(program) : resolve(root, args.shift() ?? '');
  return launch({ node, root, file, args });
}

/**
 * Takes a leading option with its value off the list.
 * @param {string} name
 * @param {string[]} args
 */
function optionOf(name, args) {
  return args[0] === name ? args.splice(0, 2)[1] : undefined;
}

/**
 * `only` names a folder that can do without the rest of the house.
 * @param {string | undefined} only
 */
async function preparePackages(only) {
  if (only && isCurrent(root)) return;
  const folder = only ? join(root, only) : root;
  const what = only ? `the packages of ${only}` : 'the packages (about half a minute, once)';
  await ensurePackages(folder, { lock: join(root, 'var', `install-${only ?? 'house'}.lock`), what });
}

/** @param {string} name */
function binOf(name) {
  const home = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  return join(home, typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0]));
}

/** @param {unknown} error */
function describe(error) {
  if (error instanceof BootstrapTrouble) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
  return /^(EACCES|EPERM|EROFS|ENOSPC)$/.test(code) ? explain(code, root) : String(error.stack);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  say(describe(error));
  process.exitCode = 1;
}
