import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../bootstrap/lock.mjs';
import { compileMessages } from '../messages.ts';
import { binOf, runNode } from '../running/program.ts';
import { inRoot, root } from '../running/root.ts';
import { Trouble } from '../running/trouble.ts';

const STAMP = inRoot('build', '.stimmhaus-build');
const SOURCES = [
  '{src,crypto,static}/**/*',
  '{package,package-lock,tsconfig}.json',
  '{svelte,vite}.config.{js,ts}',
];
/** Made by the build itself, or not part of what it builds. */
const ASIDE =
  /(^|\/)node_modules\/|^src\/lib\/i18n\/paraglide\/|\.test\.ts$|(^|\/)README\.md$|^crypto\/vectors\//;

export function isBuilt(): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === hashOfSources();
}

/** Builds the product unless it is built from exactly these sources. */
export async function buildIfChanged(say: (sentence: string) => void): Promise<void> {
  if (isBuilt()) return;
  const waiting = () => say('Another start is building; waiting for it.');
  await withLock(
    inRoot('var', 'build.lock'),
    async () => {
      if (isBuilt()) return;
      say('Building the pages …');
      await build();
    },
    waiting,
  );
}

export async function build(): Promise<void> {
  const hash = hashOfSources();
  await compileMessages();
  await syncKit();
  await vite();
  writeFileSync(STAMP, `${hash}\n`);
}

/** Writes the types that tsconfig.json extends. */
export async function syncKit(): Promise<void> {
  const { code, output } = await runNode([binOf('@sveltejs/kit#svelte-kit'), 'sync']);
  if (code !== 0) throw new Trouble(`svelte-kit sync failed.\n${output.trim()}`);
}

async function vite(): Promise<void> {
  const { code, output } = await runNode([binOf('vite'), 'build', '--logLevel', 'warn']);
  if (code === 0) return;
  if (/ENOSPC/.test(output))
    throw new Trouble(`The disk that holds ${root} is full: make about 1 GB of room.`);
  throw new Trouble(`The pages could not be built.\n${output.trim()}`);
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const path of sourcePaths())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function sourcePaths(): string[] {
  const entries = globSync(SOURCES, {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => entry.name === 'node_modules',
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'));
  return paths.filter((path) => !ASIDE.test(path)).sort();
}
