import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

/** One hash over names and contents of all files that the patterns match, without those set aside. */
export function hashOfSources(patterns: readonly string[], aside: RegExp): string {
  const hash = createHash('sha256');
  for (const path of sourcePaths(patterns, aside))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

function sourcePaths(patterns: readonly string[], aside: RegExp): string[] {
  const entries = globSync(patterns, {
    cwd: root,
    withFileTypes: true,
    exclude: (entry) => entry.name === 'node_modules',
  });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'));
  return paths.filter((path) => !aside.test(path)).sort();
}
