import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupsOfFive } from './groups.ts';
import { PATTERN_HEIGHT, PATTERN_WIDTH, patternPath, patternTiles } from './pattern.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const tracker = fc
  .array(fc.constantFrom(...BASE64), { minLength: 43, maxLength: 43 })
  .map((all) => all.join(''));
const tiles = (text: string) => patternTiles(text).flat();
const differing = (a: string, b: string) =>
  tiles(a).filter((shape, index) => shape !== tiles(b)[index]).length;

describe('the ornament of a tracker', () => {
  it('is always the same for the same tracker', () => {
    fc.assert(fc.property(tracker, (text) => void expect(patternPath(text)).toBe(patternPath(text))));
    expect(patternTiles('x')).toHaveLength(PATTERN_HEIGHT);
  });
  it('changes in at least a third of its tiles when one character of the tracker changes', () => {
    const change = fc.tuple(tracker, fc.nat(42), fc.constantFrom(...BASE64));
    fc.assert(
      fc.property(change, ([text, at, letter]) => {
        fc.pre(text[at] !== letter);
        expect(differing(text, text.slice(0, at) + letter + text.slice(at + 1))).toBeGreaterThan(11);
      }),
      { numRuns: 2000 },
    );
  });
  it('is different for each of 20,000 trackers that only count up', () => {
    const seen = new Set(Array.from({ length: 20_000 }, (_, index) => tiles(`tracker-${index}`).join('')));
    expect(seen.size).toBe(20_000);
  });
  it('uses every shape about equally often', () => {
    const counts = Array.from({ length: 8 }, () => 0);
    for (let index = 0; index < 2000; index += 1) {
      for (const shape of tiles(`t${index}`)) counts[shape] = (counts[shape] ?? 0) + 1;
    }
    for (const count of counts) expect(count / 8000).toBeCloseTo(1, 1);
  });
  it('is drawn within its frame, with numbers only', () => {
    fc.assert(
      fc.property(tracker, (text) => {
        const path = patternPath(text);
        expect(path).toMatch(/^[MhvVHAalz0-9. -]*$/);
        for (const [, x, y] of path.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(PATTERN_WIDTH);
          expect(Number(y)).toBeLessThanOrEqual(PATTERN_HEIGHT);
        }
      }),
    );
  });
  it('draws each tile twice, its mirror image beside it', () => {
    const begins = (patternPath('abc').match(/M/g) ?? []).length;
    expect(begins).toBe(2 * tiles('abc').filter((shape) => shape !== 0).length);
  });
  it('is not the mirror image of another tracker by reading it backwards', () => {
    expect(differing('abcde', 'edcba')).toBeGreaterThan(11);
  });
});

describe('the groups of a tracker', () => {
  it('lose and add nothing', () => {
    fc.assert(fc.property(tracker, (text) => void expect(groupsOfFive(text).join('')).toBe(text)));
  });
  it('are of five, the last of what is left', () => {
    expect(groupsOfFive('abcdefghijkl')).toEqual(['abcde', 'fghij', 'kl']);
    expect(groupsOfFive('')).toEqual([]);
  });
});
