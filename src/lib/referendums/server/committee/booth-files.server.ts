import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '#lib/platform/server/root.server.ts';

interface FileHash {
  readonly path: string;
  readonly sha256: string;
}

let hashed: FileHash[] | undefined;

/**
 * The booth's built files with their hashes, by rising path: its page and everything the page may load. They stand on
 * the record, so that anyone can compare what the house serves. Empty where no build exists (development).
 */
export function boothFiles(): FileHash[] {
  hashed ??= readBooth(join(repositoryRoot(), 'build'));
  return hashed;
}

function readBooth(build: string): FileHash[] {
  const page = join(build, 'prerendered', 'booth.html');
  const files = [...filesBelow(join(build, 'client', '_app'), '_app')];
  if (existsSync(page)) files.push(['booth.html', page]);
  return files
    .filter(([path]) => !/\.(br|gz)$/.test(path))
    .map(([path, file]) => ({ path, sha256: createHash('sha256').update(readFileSync(file)).digest('hex') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function* filesBelow(folder: string, prefix: string): Generator<[path: string, file: string]> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    const path = `${prefix}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(file, path);
    else yield [path, file];
  }
}
