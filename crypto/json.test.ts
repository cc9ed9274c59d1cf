import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json.ts';
import { refusalOf } from './testing/election.ts';

describe('JSON from outside', () => {
  it('reads what JSON.stringify writes', () => {
    const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(json, (text) => {
        if (text.isWellFormed()) expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes brackets, quotes and backslashes inside of strings for text', () => {
    const text = '{"a\\"[{":"]}\\\\","b":["\\\\","{{{{{{{{{{{{{{"],"c":{"a\\"[{":1}}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('takes the same key in different objects, and equal strings in lists', () => {
    expect(parseJson('{"a":{"a":["a","a"]},"b":{"a":1}}')).toEqual({ a: { a: ['a', 'a'] }, b: { a: 1 } });
  });

  it.each([
    '',
    '{',
    '"',
    '"\\',
    '{"a":1,}',
    "{'a':1}",
    '01',
    'NaN',
    '1e',
    '[1 2]',
    '\u{feff}{}',
    '{}{}',
    'undefined',
  ])('refuses %j as malformed', (text) => expect(refusalOf(() => parseJson(text))).toBe('json-malformed'));

  it('refuses lone surrogates', () => {
    expect(refusalOf(() => parseJson('"\ud800"'))).toBe('json-malformed');
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '[{"b":{"c":1,"d":[],"c":1}}]',
    '{"__proto__":1,"__proto__":2}',
  ])('refuses duplicate keys in %s', (text) =>
    expect(refusalOf(() => parseJson(text))).toBe('json-duplicate-key'),
  );

  it('[R-30] refuses nesting and size beyond the limits, before anything is parsed', () => {
    expect(parseJson('[[[]]]', { size: 6, depth: 3 })).toEqual([[[]]]);
    expect(refusalOf(() => parseJson('[[[]]]', { size: 6, depth: 2 }))).toBe('json-too-deep');
    expect(refusalOf(() => parseJson('[[[]]]', { size: 5, depth: 3 }))).toBe('json-too-large');
    expect(refusalOf(() => parseJson('['.repeat(100_000)))).toBe('json-too-deep');
    expect(refusalOf(() => parseJson('{"a":'.repeat(100_000)))).toBe('json-too-deep');
  });
});
