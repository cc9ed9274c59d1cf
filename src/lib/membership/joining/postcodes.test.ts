import { describe, expect, it } from 'vitest';
import { readPostcodes } from './postcodes.ts';

const HEAD = 'plz,ags5,place';
const file = (...rows: string[]) => [HEAD, ...rows, ''].join('\n');

describe('the table of postcodes', () => {
  it('is read with leading zeros, Windows line ends, a byte order mark and places with a comma', () => {
    const text = `\uFEFF${file('01067,14612,Dresden', '65391,06439,"Lorch, am ""Rhein"""').replaceAll('\n', '\r\n')}`;
    expect(readPostcodes(text)).toEqual({
      ok: true,
      rows: [
        { postcode: '01067', ags: '14612', place: 'Dresden' },
        { postcode: '65391', ags: '06439', place: 'Lorch, am "Rhein"' },
      ],
    });
  });

  it.each([
    ['another heading', 'plz;ags5;place\n01067;14612;Dresden\n', 1, 'header'],
    ['no rows', file(), 1, 'empty'],
    ['a postcode that lost its zero', file('1067,14612,Dresden'), 2, 'row'],
    ['a key of another length', file('01067,14612,Dresden', '01069,146,Dresden'), 3, 'row'],
    ['one column more', file('01067,14612,Dresden,x'), 2, 'row'],
    ['an empty line in between', file('01067,14612,Dresden', '', '01069,14612,Dresden'), 3, 'row'],
    ['a quote that never ends', file('01067,14612,"Dresden'), 2, 'row'],
    ['a place without a name', file('01067,14612,'), 2, 'place'],
    ['a place that is markup', file('01067,14612,<b>Dresden</b>'), 2, 'place'],
    ['a pair that stands there twice', file('01067,14612,Dresden', '01067,14612,Dresden'), 3, 'twice'],
    ['digits of another script', file('٠١٠٦٧,14612,Dresden'), 2, 'row'],
  ])('is refused whole with %s', (_, text, line, why) => {
    expect(readPostcodes(text)).toEqual({ ok: false, line, why });
  });
});
