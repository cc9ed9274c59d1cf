import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

const PAGE = 'prerendered/booth.html';
const IN_PAGE = /_app\/immutable\/[\w/.-]+\.js/g;
const STATIC = /(?:from|import)\s*["'](\.{1,2}\/[\w/.-]+\.js)["']/g;
const LATER = /import\(\s*["'`](\.{1,2}\/[\w/.-]+\.js)["'`]\s*\)|(workers\/[\w.-]+\.js)/g;
/** Knows the way to every page of the house; the booth's own ways stand in its page. */
const OF_ALL_PAGES = /\/entry\/app\.[\w-]+\.js$/;
const IMMUTABLE = '_app/immutable';

/** Scripts of the built booth, as paths below `client`. */
export interface BoothScripts {
  /** What its page loads before anything is done in it. */
  readonly firstView: readonly string[];
  /** What drawing, voting and testing load besides. */
  readonly later: readonly string[];
}

export function boothScripts(build: string): BoothScripts {
  const page = readFileSync(join(build, PAGE), 'utf8');
  const textOf = (script: string): string => readFileSync(join(build, 'client', script), 'utf8');
  const firstView = new Set(page.match(IN_PAGE) ?? []);
  // A set hands out also what is added while it is gone through.
  for (const script of firstView)
    for (const found of linksIn(textOf(script), script, STATIC)) firstView.add(found);
  const all = new Set(firstView);
  for (const script of all) {
    if (OF_ALL_PAGES.test(script)) continue;
    for (const pattern of [STATIC, LATER])
      for (const found of linksIn(textOf(script), script, pattern)) all.add(found);
  }
  return { firstView: [...firstView].sort(), later: [...all].filter((path) => !firstView.has(path)).sort() };
}

function linksIn(text: string, script: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, path, worker]) =>
    worker ? `${IMMUTABLE}/${worker}` : posix.join(posix.dirname(script), path as string),
  );
}

export function gzippedKilobytes(build: string, scripts: readonly string[]): number {
  const sizes = scripts.map(
    (path) => gzipSync(readFileSync(join(build, 'client', path)), { level: 9 }).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
