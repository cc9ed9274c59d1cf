import { describe, expect, it } from 'vitest';
import { IDS } from './ids.ts';
import { idsIn } from './titles.ts';

// Put together here, so that this file names no ID itself.
const bracket = (...ids: string[]): string => `[${ids.join(', ')}]`;

describe('a title', () => {
  it('names one ID in brackets, several, or several in one bracket', () => {
    expect(idsIn(`${bracket('C-07')} refuses a torsion point`)).toEqual(['C-07']);
    expect(idsIn(`a cast ${bracket('B-01')} ${bracket('R-05')} counts once`)).toEqual(['B-01', 'R-05']);
    expect(idsIn(`${bracket('C-17', 'C-18')} and ${bracket('C-17')}`)).toEqual(['C-17', 'C-18']);
  });

  it('names none by a word without brackets, another letter, or part of a number', () => {
    for (const title of ['C-07 without brackets', '[X-07]', '[C-7]', '[C-071]', '[C-07; C-08]', '[c-07]'])
      expect(idsIn(title), title).toEqual([]);
  });
});

describe('the list of IDs', () => {
  it('has each of them once, in the form that titles have', () => {
    expect(new Set(IDS.map(({ id }) => id)).size).toBe(IDS.length);
    for (const { id } of IDS) expect(idsIn(bracket(id))).toEqual([id]);
  });

  it('has 66 requirements without a priority; every attack has one', () => {
    expect(IDS.filter(({ id }) => id.startsWith('R'))).toHaveLength(66);
    expect(IDS.every(({ id, priority }) => id.startsWith('R') === (priority === null))).toBe(true);
  });
});
