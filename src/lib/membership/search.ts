import type { MemberFilter } from './members.ts';

/** Letters folded to their plain form, both cases, character by character; the database folds with the same two texts. */
const FOLDED: Readonly<Record<string, string>> = {
  a: 'áàâãåāăą',
  c: 'çćč',
  d: 'ďđ',
  e: 'éèêëēęě',
  g: 'ğ',
  i: 'íìîïīı',
  l: 'łľ',
  n: 'ñńň',
  o: 'óòôõøō',
  r: 'řŕ',
  s: 'śšşș',
  t: 'ťțţ',
  u: 'úùûūůű',
  y: 'ýÿ',
  z: 'źżž',
};

const plain = Object.entries(FOLDED).flatMap(([to, letters]) =>
  [...letters].map((from) => [from, to] as const),
);
const pairs = [
  ...plain,
  ...plain.filter(([from]) => from !== 'ı').map(([from, to]) => [from.toUpperCase(), to] as const),
  ['Ä', 'ä'],
  ['Ö', 'ö'],
  ['Ü', 'ü'],
  ['-', ' '],
  ["'", ' '],
  ['’', ' '],
] as const;

export const FOLD_FROM = pairs.map(([from]) => from).join('');
export const FOLD_TO = pairs.map(([, to]) => to).join('');

const table = new Map<string, string>(pairs);

/** The words of a text as they stand in the index: folded, in lower case, ä as ae, at most eight. */
export function searchWords(text: string): string[] {
  const folded = [...text.normalize('NFC')].map((letter) => table.get(letter) ?? letter).join('');
  const words = folded
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.slice(0, 8).map((word) => word.slice(0, 60));
}

/** A tsquery in which every word may be the beginning of one; null when nothing was typed. */
export function prefixQuery(text: string): string | null {
  const words = searchWords(text.replaceAll('\0', ' '));
  if (words.length === 0) return null;
  return words.map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`).join(' & ');
}

/** The address of the same list with something else; null takes a part away. Another filter starts at the top. */
export function memberListHref(filter: MemberFilter, change: Partial<MemberFilter>): string {
  const next = { ...filter, after: null, ...change };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== null && value !== '') params.set(name, String(value));
  }
  const query = params.toString();
  return query === '' ? '/members' : `/members?${query}`;
}
