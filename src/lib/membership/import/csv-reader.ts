import { FileFault } from './file-fault.ts';

/**
 * A strict, streaming reader of CSV (RFC 4180, comma or semicolon). Our own, because a file of members comes from
 * strangers' programs and an attacker may have touched it: it must stop at the first column, cell or line too many, name
 * the line, and never hold more than one row. Property-tested against papaparse.
 */
export interface CsvRow {
  /** The line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export const CSV_LIMITS = { columns: 60, cell: 2000, header: 8000, rows: 300_000 } as const;

const QUOTE = 34;
const CR = 13;
const LF = 10;

type Place = 'start' | 'plain' | 'quoted' | 'after-quote';

interface State {
  readonly delimiter: number;
  place: Place;
  cell: string;
  cells: string[];
  line: number;
  rowLine: number;
  ending: string | null;
  isAfterCr: boolean;
  rows: CsvRow[];
  count: number;
}

/** Yields rows, header first. Throws `FileFault` when the file cannot be trusted. */
export async function* readCsv(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<CsvRow> {
  let head = '';
  let state: State | null = null;
  for await (const text of texts) {
    head += text;
    if (!state && !/[\r\n]/.test(head) && head.length <= CSV_LIMITS.header) continue;
    state ??= begin(head);
    readText(state, head);
    head = '';
    yield* handOver(state);
  }
  if (head !== '') readText((state = begin(head)), head);
  if (!state) throw new FileFault('import-file-empty', 1);
  finish(state);
  yield* handOver(state);
}

function begin(head: string): State {
  const first = head.split(/[\r\n]/, 1)[0] ?? '';
  if (first.length > CSV_LIMITS.header) throw new FileFault('import-header-too-long', 1);
  const isComma = first.split(',').length > first.split(';').length;
  return {
    delimiter: (isComma ? ',' : ';').charCodeAt(0),
    place: 'start',
    cell: '',
    cells: [],
    line: 1,
    rowLine: 1,
    ending: null,
    isAfterCr: false,
    rows: [],
    count: 0,
  };
}

function* handOver(state: State): Generator<CsvRow> {
  const rows = state.rows;
  state.rows = [];
  yield* rows;
}

function readText(state: State, text: string): void {
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0) throw new FileFault('import-not-text', state.line);
    if (state.isAfterCr) {
      state.isAfterCr = false;
      endRow(state, code === LF ? '\r\n' : '\r');
      from = code === LF ? at + 1 : at;
      if (code === LF) continue;
    }
    if (!isSpecial(state, code)) {
      if (state.place === 'after-quote') throw new FileFault('import-quote-misplaced', state.line);
      if (state.place === 'start') state.place = 'plain';
      if (code === LF) state.line += 1;
      if (at - from > CSV_LIMITS.cell) tooLong(state);
      continue;
    }
    take(state, text.slice(from, at));
    from = at + 1;
    special(state, code);
  }
  if (!state.isAfterCr) take(state, text.slice(from));
}

function isSpecial(state: State, code: number): boolean {
  if (code === QUOTE) return true;
  return state.place !== 'quoted' && (code === state.delimiter || code === CR || code === LF);
}

function special(state: State, code: number): void {
  if (code === QUOTE) return quote(state);
  if (code === state.delimiter) return endCell(state);
  if (code === LF) return endRow(state, '\n');
  state.isAfterCr = true;
}

function quote(state: State): void {
  if (state.place === 'start') state.place = 'quoted';
  else if (state.place === 'quoted') state.place = 'after-quote';
  else if (state.place === 'after-quote') {
    state.place = 'quoted';
    take(state, '"');
  } else throw new FileFault('import-quote-misplaced', state.line);
}

function take(state: State, text: string): void {
  state.cell += text;
  if (state.cell.length > CSV_LIMITS.cell) tooLong(state);
}

/** A quote never closed swallows the file; it shows as a cell without end. */
function tooLong(state: State): never {
  throw new FileFault(state.place === 'quoted' ? 'import-quote-open' : 'import-cell-too-long', state.rowLine);
}

function endCell(state: State): void {
  state.cells.push(state.cell);
  if (state.cells.length >= CSV_LIMITS.columns) throw new FileFault('import-too-many-columns', state.rowLine);
  state.cell = '';
  state.place = 'start';
}

function endRow(state: State, ending: string): void {
  state.ending ??= ending;
  if (ending !== state.ending) throw new FileFault('import-mixed-line-ends', state.line);
  closeRow(state);
  state.line += 1;
  state.rowLine = state.line;
}

function closeRow(state: State): void {
  const cells = [...state.cells, state.cell];
  const isBlank = cells.length === 1 && cells[0] === '' && state.place === 'start';
  if (!isBlank) {
    state.count += 1;
    if (state.count > CSV_LIMITS.rows + 1) throw new FileFault('import-too-many-rows', state.rowLine);
    state.rows.push({ line: state.rowLine, cells });
  }
  state.cells = [];
  state.cell = '';
  state.place = 'start';
}

function finish(state: State): void {
  if (state.place === 'quoted') throw new FileFault('import-quote-open', state.rowLine);
  if (state.isAfterCr) {
    state.isAfterCr = false;
    endRow(state, '\r');
  } else if (state.cells.length > 0 || state.cell !== '' || state.place !== 'start') closeRow(state);
}
