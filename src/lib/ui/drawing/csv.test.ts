import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';

const body = (rows: Parameters<typeof toCsv>[1], locale = 'de') =>
  toCsv(['a'], rows, locale).slice('\uFEFFa\r\n'.length);

describe('a drawing as a table to take away', () => {
  it('separates with semicolons and ends lines as spreadsheets expect', () => {
    expect(toCsv(['Land', 'Zahl'], [['Bremen', 12]], 'de')).toBe('\uFEFFLand;Zahl\r\nBremen;12\r\n');
  });
  it('writes numbers as the reader does, negative ones too', () => {
    expect(body([[1.5, -2]])).toBe('1,5;-2\r\n');
    expect(body([[1.5]], 'en')).toBe('1.5\r\n');
  });
  it('quotes what would break a line', () => {
    expect(body([['a;b', 'say "x"', 'two\nlines']])).toBe('"a;b";"say ""x""";"two\nlines"\r\n');
  });
  it('leaves missing values empty', () => expect(body([[null, undefined, 'x']])).toBe(';;x\r\n'));
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    it(`[W-11] makes a text that begins with ${JSON.stringify(start)} a text`, () => {
      expect(body([['Köln']])).toBe('Köln\r\n');
      expect(body([[`${start}cmd|x`]]).startsWith(`"'${start}`)).toBe(true);
    });
  }
});
