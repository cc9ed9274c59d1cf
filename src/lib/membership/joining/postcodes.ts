export interface PostcodeRow {
  readonly postcode: string;
  readonly ags: string;
  readonly place: string;
}

export type ReadPostcodes =
  | { readonly ok: true; readonly rows: readonly PostcodeRow[] }
  | { readonly ok: false; readonly line: number; readonly why: PostcodeFault };

export type PostcodeFault = 'header' | 'row' | 'place' | 'twice' | 'empty' | 'too-many';

const HEADER = 'plz,ags5,place';
const MOST = 100_000;
const ROW = /^(\d{5}),(\d{5}),("(?:[^"]|"")*"|[^",]*)$/;

/**
 * The table of postcodes as text: a heading `plz,ags5,place` and one row per pair. Nothing is guessed and nothing left
 * out: one row that is not understood, and the whole file is refused.
 */
export function readPostcodes(text: string): ReadPostcodes {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (lines[0] !== HEADER) return { ok: false, line: 1, why: 'header' };
  if (lines.length === 1) return { ok: false, line: 1, why: 'empty' };
  if (lines.length - 1 > MOST) return { ok: false, line: MOST + 2, why: 'too-many' };
  const rows: PostcodeRow[] = [];
  const seen = new Set<string>();
  for (const [index, line] of lines.slice(1).entries()) {
    const row = rowOf(line);
    const why = typeof row === 'string' ? row : seen.has(keyOf(row)) ? 'twice' : null;
    if (why !== null || typeof row === 'string') return { ok: false, line: index + 2, why: why ?? 'row' };
    seen.add(keyOf(row));
    rows.push(row);
  }
  return { ok: true, rows };
}

const keyOf = ({ postcode, ags }: PostcodeRow): string => `${postcode} ${ags}`;

function rowOf(line: string): PostcodeRow | PostcodeFault {
  const [, postcode, ags, cell] = ROW.exec(line) ?? [];
  if (postcode === undefined || ags === undefined || cell === undefined) return 'row';
  const place = (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell).normalize('NFC');
  const isPlace = place.trim() === place && place.length >= 1 && place.length <= 100;
  return isPlace && !/[\p{Cc}<>]/u.test(place) ? { postcode, ags, place } : 'place';
}
