import { createHash } from 'node:crypto';
import type { SeenRow } from './dump.ts';

/** What a trace speaks of: a line of the roll ("line 17") or a ballot by its tracker. */
export type Named = ReadonlyMap<string, string>;

const SHORTEST = 6;
const ROUNDS = 2;

/**
 * What else stands for a known thing: values that appear only in rows which mention it alone, found again and again.
 * So an account, a session, an address come to stand for the person they belong to, and hashes for what was hashed.
 */
export function spreadNames(rows: readonly SeenRow[], known: Named): Named {
  let names = known;
  for (let round = 0; round < ROUNDS; round++) names = spreadOnce(rows, names);
  return names;
}

function spreadOnce(rows: readonly SeenRow[], names: Named): Named {
  const seen = new Map<string, string | null>();
  for (const row of rows) {
    const mentioned = mentionsOf(row, names);
    const only = mentioned.size === 1 ? [...mentioned][0]! : null;
    for (const text of wholeTexts(row)) {
      if (!seen.has(text)) seen.set(text, only);
      else if (seen.get(text) !== only) seen.set(text, null);
    }
  }
  const spread = new Map(names);
  for (const [text, thing] of seen) if (thing !== null && !spread.has(text)) spread.set(text, thing);
  return spread;
}

function wholeTexts(row: SeenRow): string[] {
  return Object.values(row.values).filter(
    (value): value is string => typeof value === 'string' && value.length >= SHORTEST,
  );
}

/** The things a row mentions, in whatever column, however deep. */
export function mentionsOf(row: SeenRow, names: Named): Set<string> {
  const mentioned = new Set<string>();
  for (const value of Object.values(row.values)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
    for (const word of [text, ...text.split(/[^A-Za-z0-9+/=@._-]+/)]) {
      const thing = names.get(word);
      if (thing !== undefined) mentioned.add(thing);
    }
  }
  return mentioned;
}

/** The hashes of every name, so that a value and its hash in another table meet. */
export function withHashes(names: Named): Named {
  const all = new Map(names);
  for (const [text, thing] of names) {
    for (const bytes of [Buffer.from(text), Buffer.from(text, 'base64')]) {
      const hash = createHash('sha256').update(bytes).digest();
      all.set(hash.toString('hex'), thing);
      all.set(hash.toString('base64').replace(/=+$/, ''), thing);
    }
  }
  return all;
}

/** Things in an order which some column of some table suggests. */
export interface Order {
  readonly name: string;
  /** Keys of one kind can be compared across tables: transactions with transactions, times with times. */
  readonly kind: 'transaction' | 'time' | 'place';
  readonly keys: ReadonlyMap<string, number>;
}

/** Orders of fewer than this share of all things say nothing about most of them. */
const LEAST_SHARE = 0.02;

/** Every order in which the rows of one dump show the things. Of several rows for one thing: by its first and last. */
export function ordersIn(rows: readonly SeenRow[], names: Named, dump: string): Order[] {
  const all = new Map<
    string,
    { kind: Order['kind']; first: Map<string, number>; last: Map<string, number> }
  >();
  const things = new Set(names.values()).size;
  for (const row of rows) {
    const mentioned = mentionsOf(row, names);
    let position = 0;
    for (const thing of mentioned) {
      position += 1;
      for (const [column, kind, key] of keysOf(row, position / (mentioned.size + 1))) {
        const name = `${dump}:${row.table}.${column}`;
        const order = all.get(name) ?? { kind, first: new Map(), last: new Map() };
        all.set(name, order);
        order.first.set(thing, Math.min(key, order.first.get(thing) ?? Infinity));
        order.last.set(thing, Math.max(key, order.last.get(thing) ?? -Infinity));
      }
    }
  }
  const found: Order[] = [];
  for (const [name, { kind, first, last }] of all) {
    if (first.size < 2 || first.size < things * LEAST_SHARE) continue;
    found.push({ name: `${name}`, kind, keys: last });
    if ([...first].some(([thing, key]) => last.get(thing) !== key)) {
      found.push({ name: `${name} first`, kind, keys: first });
    }
  }
  return found;
}

function* keysOf(row: SeenRow, within: number): Generator<[string, Order['kind'], number]> {
  yield ['ctid', 'place', row.place + within];
  if (row.xmin !== null) yield ['xmin', 'transaction', row.xmin];
  for (const [column, value] of Object.entries(row.values)) {
    if (typeof value === 'number') yield [column, 'place', value];
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
      yield [column, 'time', Date.parse(value)];
  }
}
