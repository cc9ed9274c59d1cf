import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultOfName } from '../../scripts/lint/rules.js';
import { inRoot, root } from '../../scripts/running/root.ts';

const ASIDE = /(^|\/)(node_modules|paraglide|build|vectors)\//;
const CODE = ['{src,crypto,scripts,tests}/**/*.{ts,js,mjs,cjs,svelte,css,sql}'];
const code = globSync(CODE, { cwd: root, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  .filter((path) => !ASIDE.test(path));
const tests = code.filter((path) => path.endsWith('.test.ts'));

const MOST_FILES = 15;
const MOST_README_LINES = 40;
/** Not capabilities: the ground, and the languages. */
const GROUND = new Set(['ui', 'i18n']);

describe('folders', () => {
  it(`hold at most ${MOST_FILES} files; then a noun is hiding`, () => {
    const sizes = new Map<string, number>();
    for (const path of code.filter((one) => !one.endsWith('.test.ts'))) {
      sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
    }
    expect([...sizes].filter(([, size]) => size > MOST_FILES)).toEqual([]);
  });

  it('and files have names that say what is inside', () => {
    expect(code.map(faultOfName).filter(Boolean)).toEqual([]);
  });

  it.each([
    ['src/lib/motions/motion-utils.ts', 'utils'],
    ['src/lib/motions/MotionHelper.svelte', 'helper'],
    ['src/lib/motions/motionDiff.ts', 'kebab'],
    ['src/lib/motions/ui/amendment-form.svelte', 'Pascal'],
  ])('refuse the name %s', (path, why) => {
    expect(faultOfName(path)).toContain(why);
  });

  it.each([
    'src/lib/motions/motion.ts',
    'src/routes/+page.server.ts',
    'crypto/base64.ts',
    'src/lib/ui/form/TextArea.svelte',
  ])('accept the name %s', (path) => {
    expect(faultOfName(path)).toBeUndefined();
  });
});

describe('capabilities', () => {
  const capabilities = readdirSync(inRoot('src', 'lib')).filter((name) => !GROUND.has(name));

  it.each(capabilities)(`%s explains itself in at most ${MOST_README_LINES} lines`, (name) => {
    const file = inRoot('src', 'lib', name, 'README.md');
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_README_LINES);
  });
});

/** Those that match, but for the tests of the rules themselves, which name what they forbid. */
function filesWith(pattern: RegExp, among: readonly string[]): string[] {
  const others = among.filter((path) => !path.startsWith('tests/architecture/'));
  return others.filter((path) => pattern.test(readFileSync(inRoot(path), 'utf8')));
}

describe('tests', () => {
  // `skipIf` stays: the run fails anyway if something was left out where the reference material is at hand.
  it('leave no test out and run none alone', () => {
    const leftOut = /\b(?:it|test|describe)(?:\.\w+)*\.(?:skip|todo|only|fixme|fails)\b|\bx(?:it|describe)\(/;
    expect(filesWith(leftOut, tests)).toEqual([]);
  });

  it('and code ask for no exception from the rules', () => {
    expect(
      filesWith(/eslint-disable|@ts-(ignore|expect-error|nocheck)|(v8|c8|istanbul) ignore/, code),
    ).toEqual([]);
  });

  it('mock nothing of our own', () => {
    expect(filesWith(/\bvi\.(?:mock|doMock)\(\s*['"](?:#|\.)/, tests)).toEqual([]);
  });
});
