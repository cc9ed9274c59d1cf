import Papa from 'papaparse';
import { FORMULA_START } from '../person.ts';

/** Semicolons and a byte order mark: what German spreadsheet programs open without asking. */
export const CSV_START = '\uFEFF';

/**
 * Rows as CSV that no spreadsheet computes: a cell that begins like a formula gets an apostrophe in front, and so does one
 * that begins with an apostrophe before such a sign, so that reading takes off exactly what writing put on.
 */
export function csvText(rows: readonly (readonly (string | null)[])[]): string {
  const safe = rows.map((row) => row.map((cell) => protectedCell(cell ?? '')));
  return `${Papa.unparse(safe, { delimiter: ';', newline: '\r\n', quotes: false })}\r\n`;
}

function protectedCell(cell: string): string {
  return FORMULA_START.test(cell) || /^'['=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
