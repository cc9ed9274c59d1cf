import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../running/root.ts';
import { ASVS } from './asvs.ts';
import { IDS } from './ids.ts';
import { idsIn } from './titles.ts';

const KEYS =
  '2.3.3 2.3.4 2.3.5 3.5.1 3.5.2 3.5.3 3.5.4 4.4.2 5.2.3 5.3.3 6.3.1 6.3.8 7.2.4 7.4.1 7.4.2 7.4.3 8.2.1 8.2.2 8.2.3 8.3.2 8.4.1 1.2.10 1.3.5 1.3.6 1.3.12 15.3.3 15.3.6 15.4.2 16.5.3';

const files = ['src', 'crypto', 'scripts', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map((name) => `${folder}/${name}`),
);
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
/** This file names IDs, but no attack that was tried. */
const named = new Set(
  [...texts].flatMap(([file, text]) => (file.startsWith('scripts/attacks/') ? [] : idsIn(text))),
);

function isShown(by: string): boolean {
  if (IDS.some(({ id }) => id === by)) return named.has(by);
  const [file, ...title] = by.split(': ');
  return texts.get(file!)?.includes(title.join(': ')) ?? false;
}

describe('[R-63] the key requirements of ASVS 5.0', () => {
  it('are all named', () => {
    expect(Object.keys(ASVS).toSorted()).toEqual(KEYS.split(' ').toSorted());
  });

  it.each(Object.entries(ASVS))('%s is shown by tests that are there', (_, { shownBy }) => {
    expect(shownBy.length).toBeGreaterThan(0);
    expect(shownBy.filter((by) => !isShown(by))).toEqual([]);
  });

  it('are shown by no test that is not there', () => {
    for (const by of [
      'W-99',
      'absent.test.ts: is',
      'src/serving/admission.test.ts: a title that nobody wrote',
    ])
      expect(isShown(by), by).toBe(false);
  });
});
