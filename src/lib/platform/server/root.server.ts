import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

/**
 * The folder of the repository. Threads are started from a path below it, since a path relative to a module does not
 * survive the production build.
 */
export function repositoryRoot(): string {
  found ??= search(dirname(fileURLToPath(import.meta.url)));
  return found;
}

function search(folder: string): string {
  const file = join(folder, 'package.json');
  if (
    existsSync(file) &&
    (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'stimmhaus'
  ) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The folder of the repository was not found.');
  return search(parent);
}
