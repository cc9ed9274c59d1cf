import { FORMULA_START } from '../person.ts';
import { IMPORT_COLUMNS, type ImportColumnKey } from './columns.ts';
import type { CsvRow } from './csv-reader.ts';
import { FileFault } from './file-fault.ts';

/** A row as it goes into the staging table: a cell for every known column, in our order and form. */
export interface ReadRow {
  readonly line: number;
  readonly cells: readonly (string | null)[];
  /** `column:code` for every cell that cannot be read; then the row is refused. */
  readonly faults: readonly string[];
}

const HEADINGS = new Map(
  IMPORT_COLUMNS.flatMap((column, index) =>
    [column.key, column.heading.de, column.heading.en].map((name) => [headingKey(name), index] as const),
  ),
);

/** Case, blanks and underscores make no difference in a heading. */
function headingKey(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ');
}

/** For every column of the file the place among ours. A heading that is unknown or occurs twice refuses the file. */
export function readHeader(header: CsvRow): readonly number[] {
  const places = header.cells.map((name) => {
    const place = HEADINGS.get(headingKey(name));
    if (place === undefined) throw new FileFault('import-column-unknown', header.line, name.slice(0, 60));
    return place;
  });
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) {
    throw new FileFault('import-column-twice', header.line, IMPORT_COLUMNS[twice]?.heading.de ?? '');
  }
  if (!places.includes(0)) throw new FileFault('import-without-number', header.line);
  return places;
}

export function columnsOf(places: readonly number[]): ImportColumnKey[] {
  return places.map((place) => (IMPORT_COLUMNS[place] as (typeof IMPORT_COLUMNS)[number]).key);
}

export function readRow(row: CsvRow, places: readonly number[]): ReadRow {
  const cells: (string | null)[] = IMPORT_COLUMNS.map(() => null);
  const faults: string[] = [];
  if (row.cells.length !== places.length)
    return { line: row.line, cells, faults: ['row:wrong-number-of-cells'] };
  for (const [index, place] of places.entries()) {
    const given = unprotected((row.cells[index] as string).trim(), row.line);
    if (given === '') continue;
    const column = IMPORT_COLUMNS[place] as (typeof IMPORT_COLUMNS)[number];
    const read = column.read(given);
    if ('fault' in read) faults.push(`${column.key}:${read.fault}`);
    else cells[place] = read.value;
  }
  if (cells[0] === null && !faults.some((fault) => fault.startsWith('number:')))
    faults.push('number:field-missing');
  return { line: row.line, cells, faults };
}

const PHONE = /^[+-][\d\s()/.-]+$/;

/**
 * Takes off the apostrophe by which exports keep spreadsheets from computing. A bare formula in a file of members was
 * put there to be opened by somebody: the whole file is refused. Phone numbers begin with + and are none.
 */
function unprotected(cell: string, line: number): string {
  if (/^'['=+\-@\t\r]/.test(cell)) return cell.slice(1);
  if (FORMULA_START.test(cell) && !PHONE.test(cell)) throw new FileFault('import-formula', line);
  return cell;
}
