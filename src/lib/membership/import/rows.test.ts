import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { IMPORT_COLUMNS } from './columns.ts';
import { readCsv } from './csv-reader.ts';
import { CSV_START, csvText } from './csv-text.ts';
import { encodingOf, textOf } from './encoding.ts';
import type { FileFault } from './file-fault.ts';
import { readHeader, readRow, type ReadRow } from './rows.ts';

const HEADER = IMPORT_COLUMNS.map((column) => column.heading.de);

async function readFile(text: string): Promise<ReadRow[]> {
  let places: readonly number[] | null = null;
  const rows: ReadRow[] = [];
  for await (const row of readCsv([text])) {
    if (places) rows.push(readRow(row, places));
    else places = readHeader(row);
  }
  return rows;
}

async function faultOf(text: string): Promise<readonly [string, number | null, string | null]> {
  try {
    await readFile(text);
    return ['none', null, null];
  } catch (error) {
    const { code, line, column } = error as FileFault;
    return [code, line, column];
  }
}

const cellsOf = (row: ReadRow | undefined) =>
  Object.fromEntries(IMPORT_COLUMNS.map((column, index) => [column.key, row?.cells[index]] as const));

describe('the header of a file', () => {
  it.each(['number;town', 'Mitgliedsnummer;Ort', 'MEMBER NUMBER;Town', ' Mitgliedsnummer ;ORT'])(
    'is read in German, English and by key: %s',
    async (header) => {
      expect(cellsOf((await readFile(`${header}\n7;Kiel\n`))[0])).toMatchObject({
        number: '7',
        town: 'Kiel',
      });
    },
  );

  it('[W-25] that names a column twice refuses the file', async () => {
    expect(await faultOf('number;town\n1;Kiel\n')).toEqual(['none', null, null]);
    expect(await faultOf('number;town;Ort\n1;Kiel;Kiel\n')).toEqual(['import-column-twice', 1, 'Ort']);
  });

  it.each([
    'role',
    'unit_id',
    'is_admin',
    'weight',
    'verified',
    'created_by',
    '__proto__',
    'constructor',
    'person_id',
  ])('[W-18] that names the unknown column %s refuses the file', async (name) => {
    expect(await faultOf(`number;${name}\n1;x\n`)).toEqual(['import-column-unknown', 1, name]);
  });

  it('without the member number refuses the file', async () => {
    expect(await faultOf('town;unit\nKiel;1\n')).toEqual(['import-without-number', 1, null]);
  });
});

describe('a row', () => {
  it('is read as people write it', async () => {
    const text = [
      'number;born_on;gender;citizenships;dues;language;phone;joined_on',
      '7;1.2.1990;Weiblich;de, tr;Bezahlt;Deutsch;+49 431 123;2020-01-01',
    ].join('\n');
    const [row] = await readFile(`${text}\n`);
    expect(row?.faults).toEqual([]);
    expect(cellsOf(row)).toMatchObject({
      born_on: '1990-02-01',
      gender: 'female',
      citizenships: 'DE TR',
      dues: 'paid',
      language: 'de',
      phone: '+49 431 123',
    });
  });

  it.each([
    ['born_on', '31.02.1990', 'born_on:day-not-understood'],
    ['born_on', '01/02/1990', 'born_on:day-not-understood'],
    ['joined_on', '1899-12-31', 'joined_on:day-out-of-range'],
    ['email', 'ada@', 'email:address-malformed'],
    ['gender', 'x', 'gender:word-unknown'],
    ['gender', 'constructor', 'gender:word-unknown'],
    ['dues', 'offen', 'dues:word-unknown'],
    ['unit', '0', 'unit:unit-unknown'],
    ['unit', '1e3', 'unit:unit-unknown'],
    ['district', '1001', 'district:district-not-understood'],
    ['citizenships', 'Deutschland', 'citizenships:country-not-understood'],
    ['given_name', 'x'.repeat(101), 'given_name:field-too-long'],
  ])('with %s = %.20s is refused with its reason', async (key, value, fault) => {
    const [row] = await readFile(`number;${key}\n7;${value}\n`);
    expect(row).toMatchObject({ line: 2, faults: [fault] });
  });

  it('with a cell too few or too many is refused, and so is one without number', async () => {
    const [few, many, none] = await readFile('number;town\n7\n7;Kiel;x\n;Kiel\n');
    expect(few?.faults).toEqual(['row:wrong-number-of-cells']);
    expect(many?.faults).toEqual(['row:wrong-number-of-cells']);
    expect(none?.faults).toEqual(['number:field-missing']);
  });
});

describe('[W-11] formulas', () => {
  it.each(['=1+1', '@SUM(A1)', '+1+cmd|x', '-2+3', '=HYPERLINK("x")'])(
    'refuse the whole file: %s',
    async (cell) => {
      expect(await faultOf('number;town\n1;Kiel\n2;Bonn\n')).toEqual(['none', null, null]);
      const quoted = `"${cell.replaceAll('"', '""')}"`;
      expect(await faultOf(`number;town\n1;Kiel\n2;${quoted}\n`)).toEqual(['import-formula', 3, null]);
    },
  );

  it('are none in a phone number', async () => {
    expect(await faultOf('number;phone\n1;+49 (431) 12-3\n')).toEqual(['none', null, null]);
  });

  it('never leave the house: no cell of an export begins like one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", '"', ';', 'a', '1') }),
        (cell) => {
          const [first] = csvText([[cell, 'x']]);
          expect(first === '"' ? csvText([[cell, 'x']])[1] : first).not.toMatch(/[=+\-@\t\r]/);
        },
      ),
    );
  });

  it('come back as they went out', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ';', 'a', '1', '\n'),
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(cell, async (value) => {
        const rows: (readonly string[])[] = [];
        for await (const row of readCsv([
          csvText([
            ['number', 'town'],
            ['7', value],
          ]),
        ]))
          rows.push(row.cells);
        const back = rows[1]?.[1] ?? '';
        expect(/^'['=+\-@\t\r]/.test(back) ? back.slice(1) : back).toBe(value);
      }),
    );
  });

  it('round trip a row with all columns', async () => {
    const cells = [
      ...['7', 'Ada', "'t Hooft", '1990-02-01', 'female', 'DE TR', 'ada@example.org', '+49 431 1', 'en'],
      ...[
        'An der "Au" 1; links',
        '24937',
        'Kiel',
        'DE',
        '01002',
        '111',
        '2020-01-01',
        '2020-02-12',
        '2025-01-01',
      ],
      ...['exempt', '2021-01-01'],
    ];
    const text = CSV_START + csvText([HEADER, cells]);
    const chunks = [new TextEncoder().encode(text)];
    const [row] = await readFile([...textOf(chunks, encodingOf(chunks))].join(''));
    expect(row).toEqual({ line: 2, cells, faults: [] });
  });
});

describe('the encoding of a file', () => {
  const text = 'number;town\n7;Münster – Öd€\n';
  const decode = (...chunks: Uint8Array[]) => [...textOf(chunks, encodingOf(chunks))].join('');

  it('is UTF-8 with or without byte order mark, also when a letter is cut in two', () => {
    const bytes = new TextEncoder().encode(text);
    expect(decode(bytes)).toBe(text);
    expect(decode(new TextEncoder().encode(`\uFEFF${text}`))).toBe(text);
    const cut = bytes.indexOf(0xc3) + 1;
    expect(decode(bytes.subarray(0, cut), bytes.subarray(cut))).toBe(text);
  });

  it('is Windows-1252 where bytes are no UTF-8', () => {
    const bytes = iconv.encode(text, 'win1252');
    expect(encodingOf([bytes])).toBe('windows-1252');
    expect(decode(bytes)).toBe(text);
  });

  it('[W-25] UTF-16 is refused, with or without its mark', () => {
    expect(() => encodingOf([new TextEncoder().encode(text)])).not.toThrow();
    for (const encoding of ['utf16-le', 'utf16-be']) {
      for (const addBOM of [true, false]) {
        expect(() => encodingOf([iconv.encode(text, encoding, { addBOM })])).toThrow('import-utf16');
      }
    }
  });
});
