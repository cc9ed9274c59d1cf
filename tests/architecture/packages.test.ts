import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/running/root.ts';

interface Manifest {
  readonly version?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}
interface Lock {
  readonly packages: Record<string, Manifest & { readonly resolved?: string }>;
}

const read = <T>(path: string): T => JSON.parse(readFileSync(inRoot(path), 'utf8')) as T;
const FOLDERS = ['', 'crypto/', 'tools/node/'];

/** Where Node would look for a package needed by the one at `path`. */
function isLocked(lock: Lock, path: string, name: string): boolean {
  const parents = path
    .split('/node_modules/')
    .map((_, index, all) => all.slice(0, index + 1).join('/node_modules/'));
  return ['', ...parents].some((parent) => lock.packages[`${parent && `${parent}/`}node_modules/${name}`]);
}

describe.each(FOLDERS)('the packages of ./%s', (folder) => {
  const manifest = read<Manifest>(`${folder}package.json`);
  const lock = read<Lock>(`${folder}package-lock.json`);

  it('are pinned to exact versions', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it('name no host to fetch from, so that any registry will do', () => {
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved)).toEqual([]);
    expect(readFileSync(inRoot(`${folder}package-lock.json`), 'utf8')).not.toMatch(/"resolved"/);
  });

  it('are locked for every platform, not only for the one that wrote the lock file', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(lock, path, name)),
    );
    expect(missing).toEqual([]);
  });
});

describe('the protocol and the house', () => {
  it('use the same versions of what both need', () => {
    const house = read<Lock>('package-lock.json').packages;
    const protocol = read<Lock>('crypto/package-lock.json').packages;
    const shared = Object.entries(protocol).filter(([path]) => path !== '' && house[path]);
    expect(shared.map(([path]) => path)).toContain('node_modules/@noble/curves');
    expect(shared.map(([path, { version }]) => [path, version])).toEqual(
      shared.map(([path]) => [path, house[path]?.version]),
    );
  });
});
