export type Cell = string | number | null | undefined;

/** What a spreadsheet would run as a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * Rows as CSV for German and English spreadsheets: semicolons, CRLF, quoted where needed, with a byte order mark. A text
 * that begins like a formula gets an apostrophe; numbers stay numbers, with a comma where the locale writes one.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[], locale: string): string {
  const line = (cells: readonly Cell[]) => cells.map((cell) => quoted(asText(cell, locale))).join(';');
  return `\uFEFF${[header, ...rows].map(line).join('\r\n')}\r\n`;
}

function asText(cell: Cell, locale: string): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return locale === 'de' ? String(cell).replace('.', ',') : String(cell);
  return FORMULA_START.test(cell) ? `'${cell}` : cell;
}

function quoted(text: string): string {
  return /[";\r\n']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
