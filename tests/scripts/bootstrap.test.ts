import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withLock } from '../../scripts/bootstrap/lock.mjs';
import { isUsableNode } from '../../scripts/bootstrap/node.mjs';
import { explain } from '../../scripts/bootstrap/npm.mjs';
import { isCurrent } from '../../scripts/bootstrap/packages.mjs';
import { inRoot } from '../../scripts/running/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'stimmhaus-bootstrap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the Node that runs us', () => {
  it.each(['22.18.0', '22.23.2', '24.0.0', '24.21.0', '25.1.0'])('may be %s', (version) => {
    expect(isUsableNode(version)).toBe(true);
  });

  it.each(['18.20.0', '20.20.2', '21.7.0', '22.17.1', '23.11.0', '26.0.0', '27.1.0'])(
    'is replaced when it is %s',
    (version) => {
      expect(isUsableNode(version)).toBe(false);
    },
  );
});

describe('trouble while installing', () => {
  it.each([
    ['npm error code ENOTFOUND', 'network'],
    ['npm error code ENOSPC', 'full'],
    ['npm error code EACCES', 'may not be written'],
    ['Error: spawn npm ENOENT', 'npm is needed'],
    ['npm error code EUSAGE\nnpm error out of sync', 'EUSAGE'],
  ])('%s is told in one sentence', (output, words) => {
    const sentence = explain(output, '/somewhere');
    expect(sentence).toContain(words);
    expect(sentence.split('\n')).toHaveLength(1);
  });
});

/** A folder with a lock file and with what npm says it has installed. */
function installed(name: string, present: Record<string, object>, wanted = LOCKED): string {
  const home = join(folder, name);
  for (const path of Object.keys(present)) mkdirSync(join(home, path), { recursive: true });
  mkdirSync(join(home, 'node_modules'), { recursive: true });
  writeFileSync(join(home, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  writeFileSync(join(home, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: present }));
  return home;
}

const OTHER = process.platform === 'linux' ? 'darwin' : 'linux';
const LOCKED = {
  'node_modules/one': { version: '1.0.0' },
  'node_modules/mine': { version: '2.0.0', optional: true, os: [process.platform], cpu: [process.arch] },
  'node_modules/other': { version: '2.0.0', optional: true, os: [OTHER] },
};
const ONE = { 'node_modules/one': { version: '1.0.0' } };
const MINE = { 'node_modules/mine': { version: '2.0.0' } };

describe('installed packages', () => {
  it('are current when npm installed by hand what the lock file says', () => {
    expect(isCurrent(installed('whole', { ...ONE, ...MINE }))).toBe(true);
  });

  it.each([
    ['one is missing', MINE],
    ['one has another version', { 'node_modules/one': { version: '1.0.1' }, ...MINE }],
    ['those for this machine were left out', ONE],
    ['there are none', {}],
  ])('are not current when %s', (why, present) => {
    expect(isCurrent(installed(why.replaceAll(' ', '-'), present))).toBe(false);
  });

  it('are not current any more when the lock file changes', () => {
    const home = installed('changing', { ...ONE, ...MINE });
    expect(isCurrent(home)).toBe(true);
    installed('changing', { ...ONE, ...MINE }, {
      ...LOCKED,
      'node_modules/new': { version: '1.0.0' },
    } as never);
    expect(isCurrent(home)).toBe(false);
  });
});

describe('the lock between processes', () => {
  const path = join(folder, 'some.lock');

  it('lets one work at a time', async () => {
    const seen: string[] = [];
    const work = (name: string) => () => {
      seen.push(`${name} in`);
      return new Promise<void>((done) => setTimeout(() => (seen.push(`${name} out`), done()), 30));
    };
    await Promise.all([withLock(path, work('a')), withLock(path, work('b'))]);
    expect(seen).toEqual(expect.arrayContaining(['a in', 'a out', 'b in', 'b out']));
    expect(seen[1]?.endsWith('out')).toBe(true);
  });

  it('is taken over from a holder that died', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(path, `${pid}\n`);
    expect(await withLock(path, async () => 'got it')).toBe('got it');
  });
});

describe('a started script', () => {
  const script = join(folder, 'script.mjs');
  const bootstrap = inRoot('scripts', 'bootstrap.mjs');

  it('gets its arguments, keeps standard output to itself, and its exit code comes back', () => {
    writeFileSync(script, 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;');
    const { status, stdout } = spawnSync(process.execPath, [bootstrap, script, '--json', 'a b'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 7, stdout: '["--json","a b"]\n' });
  });

  it('is told to end when we are', async () => {
    writeFileSync(
      script,
      "process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 9); console.log('up');",
    );
    const child = spawn(process.execPath, [bootstrap, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([3, null]);
  });
});
