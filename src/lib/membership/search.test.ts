import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOLD_FROM, FOLD_TO, prefixQuery, searchWords } from './search.ts';

describe('what a reader types', () => {
  it('is folded as German directories fold it', () => {
    expect(searchWords('Özdemir-Müller Weiß')).toEqual(['oezdemir', 'mueller', 'weiss']);
    expect(searchWords('Łukasz Žák')).toEqual(['lukasz', 'zak']);
    expect(searchWords("O'Neill")).toEqual(['o', 'neill']);
  });

  it('becomes beginnings of words', () => {
    expect(prefixQuery('Anna Mü')).toBe("'anna':* & 'mue':*");
  });

  it('asks nothing when nothing was typed', () => {
    expect(prefixQuery('   ')).toBeNull();
    expect(prefixQuery('\0')).toBeNull();
  });

  it('never leaves the quotes of the query, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (typed) => {
        const query = prefixQuery(typed);
        fc.pre(query !== null);
        expect(query).toMatch(/^'(?:[^'\\]|''|\\\\)+':\*(?: & '(?:[^'\\]|''|\\\\)+':\*)*$/su);
      }),
    );
  });

  it('folds letter by letter, one for one, as the database does', () => {
    expect([...FOLD_FROM]).toHaveLength([...FOLD_TO].length);
    expect(new Set(FOLD_FROM).size).toBe([...FOLD_FROM].length);
  });
});
