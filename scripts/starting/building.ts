import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { withLock } from '../bootstrap/lock.mjs';
import { compileMessages } from '../messages.ts';
import { binOf, runNode } from '../running/program.ts';
import { inRoot, root } from '../running/root.ts';
import { hashOfSources } from '../running/source-hash.ts';
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
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === hashOfSources(SOURCES, ASIDE);
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
  const hash = hashOfSources(SOURCES, ASIDE);
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
  const args = [binOf('vite'), 'build', '--logLevel', 'warn'];
  // Whoever builds from within a test would get pages for development, a fifth heavier.
  const { code, output } = await runNode(args, { NODE_ENV: 'production' });
  if (code === 0) return;
  if (/ENOSPC/.test(output))
    throw new Trouble(`The disk that holds ${root} is full: make about 1 GB of room.`);
  throw new Trouble(`The pages could not be built.\n${output.trim()}`);
}
