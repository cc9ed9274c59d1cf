import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { CSV_LIMITS, readCsv } from './csv-reader.ts';
import type { FileFault } from './file-fault.ts';

async function read(...texts: string[]): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of readCsv(texts)) rows.push([...row.cells]);
  return rows;
}

async function faultOf(texts: Iterable<string>): Promise<readonly [string, number | null]> {
  try {
    for await (const _ of readCsv(texts));
    return ['none', null];
  } catch (error) {
    return [(error as FileFault).code, (error as FileFault).line];
  }
}

/** Many small pieces, as a network delivers them. */
function* pieces(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

describe('reading CSV', () => {
  it('takes comma or semicolon, whichever the header has more of', async () => {
    expect(await read('a,b\n1,2;3\n')).toEqual([
      ['a', 'b'],
      ['1', '2;3'],
    ]);
    expect(await read('a;b\n1;2,3\n')).toEqual([
      ['a', 'b'],
      ['1', '2,3'],
    ]);
  });

  it('reads quotes, also doubled ones and line breaks inside', async () => {
    expect(await read('a;b\n"x;""y""";"1\n2"\n')).toEqual([
      ['a', 'b'],
      ['x;"y"', '1\n2'],
    ]);
  });

  it('names the line on which a row begins, skips blank lines and needs no line end at the end', async () => {
    const rows: number[] = [];
    for await (const row of readCsv(['a;b\n\n"1\n2";3\n4;5'])) rows.push(row.line);
    expect(rows).toEqual([1, 3, 5]);
  });

  it.each([
    ['a;b\r\n1;2\r\n', 2],
    ['a;b\r1;2\r', 2],
    ['a;b\n1;2', 2],
    ['a;b\r\n1;""', 2],
    ['a\n""\n', 2],
  ])('reads the line ends of %j', async (text, rows) => expect(await read(text)).toHaveLength(rows));

  it('reads what papaparse reads, however the text is cut into pieces', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ä', '€', '"', ';', ',', ' ', '\n', "'", '='),
      maxLength: 6,
    });
    const table = fc.integer({ min: 2, max: 4 }).chain((width) => {
      const row = fc.array(cell, { minLength: width, maxLength: width });
      return fc.tuple(fc.array(row, { maxLength: 6 }), fc.constant(width));
    });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        async ([body, width], newline, size) => {
          const header = Array.from({ length: width }, (_, index) => `h${index}`);
          const text = Papa.unparse([header, ...body], { delimiter: ';', newline, quotes: true });
          const expected = Papa.parse<string[]>(text, { delimiter: ';', newline }).data;
          expect(await read(...pieces(text, size))).toEqual(expected);
        },
      ),
    );
  });
});

describe('[W-25] a hostile file', () => {
  const rows = 'number;town\n1;Kiel\n2;Flensburg\n';

  it('is told from an honest one', async () => expect(await faultOf([rows])).toEqual(['none', null]));

  it('with a million columns is refused at the first too many', async () => {
    expect(await faultOf([`number;${';x'.repeat(1_000_000)}\n`])).toEqual(['import-header-too-long', 1]);
    expect(await faultOf([`a;b\n${';'.repeat(1_000_000)}\n`])).toEqual(['import-too-many-columns', 2]);
    expect(await faultOf([`${';'.repeat(CSV_LIMITS.columns)}\n`])).toEqual(['import-too-many-columns', 1]);
  });

  it('with a cell of 100 MB is refused after the first 2,000 letters, in constant memory', async () => {
    let handedOver = 0;
    function* endless(): Generator<string> {
      yield 'number;town\n1;';
      for (let megabyte = 0; megabyte < 100; megabyte += 1) {
        handedOver += 1;
        yield 'x'.repeat(1_000_000);
      }
    }
    expect(await faultOf(endless())).toEqual(['import-cell-too-long', 2]);
    expect(handedOver).toBe(1);
  });

  it('with a quote never closed is refused where it opened', async () => {
    expect(await faultOf([`number;town\n1;"Kiel\n${rows.repeat(1000)}`])).toEqual(['import-quote-open', 2]);
    expect(await faultOf(['number;town\n1;"Kiel'])).toEqual(['import-quote-open', 2]);
  });

  it('with a quote in the middle of a cell or text after it is refused', async () => {
    expect(await faultOf(['a;b\n1;Ki"el\n'])).toEqual(['import-quote-misplaced', 2]);
    expect(await faultOf(['a;b\n1;"Kiel"x\n'])).toEqual(['import-quote-misplaced', 2]);
  });

  it.each([
    ['a;b\r\n1;2\n3;4\r\n', 2],
    ['a;b\n1;2\r\n', 2],
    ['a;b\r1;2\r\n', 2],
    ['a;b\n1;2\r3;4\n', 2],
  ])('with mixed line ends (%j) is refused', async (text, line) =>
    expect(await faultOf([text])).toEqual(['import-mixed-line-ends', line]),
  );

  it('with a header without end, with zero bytes or with nothing is refused', async () => {
    expect(await faultOf(['x'.repeat(9000)])).toEqual(['import-header-too-long', 1]);
    expect(await faultOf(['a;b\n1;\0\n'])).toEqual(['import-not-text', 2]);
    expect(await faultOf([''])).toEqual(['import-file-empty', 1]);
    expect(await faultOf([])).toEqual(['import-file-empty', 1]);
  });

  it('with more rows than any party has members is refused', async () => {
    function* many(): Generator<string> {
      yield 'a;b\n';
      for (let block = 0; block < 310; block += 1) yield '1;2\n'.repeat(1000);
    }
    expect((await faultOf(many()))[0]).toBe('import-too-many-rows');
  });
});
