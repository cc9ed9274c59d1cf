import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npmCi } from '../../scripts/bootstrap/npm.mjs';
import { inRoot, root } from '../../scripts/running/root.ts';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
}
interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Record<string, Locked>;
}

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const FOLDERS = ['', 'crypto/', 'tools/node/'];

describe.each(FOLDERS)('[W-34] [R-62] every package locked in ./%s', (folder) => {
  const { lockfileVersion, packages } = read<Lock>(inRoot(`${folder}package-lock.json`));
  const locked = Object.entries(packages).filter(([path]) => path !== '');

  it('has a SHA-512 of its bytes and comes from no place of its own', () => {
    expect(lockfileVersion).toBe(3);
    expect(locked.length).toBeGreaterThan(3);
    for (const [path, { integrity, resolved, link, inBundle }] of locked) {
      expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
      expect([resolved, link, inBundle], path).toEqual([undefined, undefined, undefined]);
    }
  });
});

describe('[W-34] what installs', () => {
  it('is told everywhere to run no scripts', () => {
    expect(readFileSync(inRoot('.npmrc'), 'utf8').split('\n')).toContain('ignore-scripts=true');
    const programs = globSync(['scripts/**/*.{ts,mjs}', '.ci/*', 'tests/**/*.ts'], { cwd: root });
    const installing = programs.filter((file) =>
      /npm['"\],\s]*\s(ci|install|i|add)\b/.test(readFileSync(inRoot(file), 'utf8')),
    );
    for (const file of installing)
      expect(readFileSync(inRoot(file), 'utf8'), file).toContain('--ignore-scripts');
    const { scripts } = read<{ scripts: Record<string, string> }>(inRoot('package.json'));
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'dependencies'];
    expect(Object.keys(scripts).filter((name) => hooks.includes(name))).toEqual([]);
  });
});

describe('[W-34] a package whose bytes were exchanged', () => {
  const place = mkdtempSync(join(tmpdir(), 'stimmhaus-supply-'));
  const house = join(place, 'house');
  const lockFile = join(house, 'package-lock.json');
  const installed = join(house, 'node_modules', 'planted');
  const npm = (cwd: string, ...args: string[]) => {
    const { status, stderr } = spawnSync('npm', [...args, '--loglevel=error'], { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };

  beforeAll(() => {
    const source = join(place, 'planted');
    for (const folder of [source, house]) mkdirSync(folder);
    const scripts = { postinstall: "node -e \"require('fs').writeFileSync('ran', '')\"" };
    writeFileSync(
      join(source, 'package.json'),
      JSON.stringify({ name: 'planted', version: '1.0.0', scripts }),
    );
    npm(source, 'pack', '--pack-destination', house);
    const dependencies = { planted: 'file:planted-1.0.0.tgz' };
    writeFileSync(
      join(house, 'package.json'),
      JSON.stringify({ name: 'house', version: '1.0.0', dependencies }),
    );
    npm(house, 'install', '--package-lock-only', '--ignore-scripts', '--offline');
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('is installed as it was locked, without running its script', async () => {
    await npmCi(house);
    expect(existsSync(join(installed, 'package.json'))).toBe(true);
    expect(existsSync(join(installed, 'ran'))).toBe(false);
  });

  it('is not installed with another hash', async () => {
    rmSync(join(house, 'node_modules'), { recursive: true, force: true });
    const text = readFileSync(lockFile, 'utf8');
    writeFileSync(lockFile, text.replace(/sha512-[A-Za-z0-9+/]{86}==/, `sha512-${'A'.repeat(86)}==`));
    await expect(npmCi(house)).rejects.toThrow();
    expect(existsSync(installed)).toBe(false);
    writeFileSync(lockFile, text);
  });
});
