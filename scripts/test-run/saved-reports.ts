import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../running/root.ts';
import { hashOfSources } from '../running/source-hash.ts';

const FOLDER = inRoot('var', 'reports');
const STAMP = 'sources';
const TESTED = [
  '{src,crypto,static,tests,scripts,drizzle}/**/*',
  '{package,package-lock,tsconfig}.json',
  '{svelte,vite,vitest,playwright}.config.{js,ts}',
];
const ASIDE = /(^|\/)node_modules\/|^src\/lib\/i18n\/paraglide\/|(^|\/)README\.md$/;

const hashOfTested = (): string => hashOfSources(TESTED, ASIDE);

/** Keeps the reports of a run of all tests, if nothing was changed meanwhile. */
export async function keepReports<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = `${FOLDER}-${process.pid}`;
  const before = hashOfTested();
  mkdirSync(folder, { recursive: true });
  try {
    const result = await work(folder);
    if (hashOfTested() === before) replaceBy(folder, before);
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function replaceBy(folder: string, hash: string): void {
  writeFileSync(join(folder, STAMP), hash);
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(folder, FOLDER);
}

/** The folder with the reports of a run of all tests over exactly these sources. */
export function savedReports(): string | undefined {
  const stamp = join(FOLDER, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfTested() ? FOLDER : undefined;
}
