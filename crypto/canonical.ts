import { Refused } from './refusal.ts';

/** What JSON can hold, as read from outside. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Limits for one JSON text: characters and nesting. */
export interface Limits {
  readonly size: number;
  readonly depth: number;
}

export const USUAL_LIMITS: Limits = { size: 1_000_000, depth: 12 };

/** Turns a part of a JSON value into what it means, or throws Refused. Unused places are never read. */
export type Reader<T> = (value: Json | undefined) => T;

/**
 * JSON as RFC 8259 has it, but with limits, without duplicate keys and without lone surrogates.
 * Order of keys, spaces and escapes are free here; where they must not be, use `parseCanonical`.
 * Refused: json-too-large, json-too-deep, json-duplicate-key, json-malformed.
 */
export function parseJson(text: string, limits: Limits = USUAL_LIMITS): Json {
  if (text.length > limits.size) throw new Refused('json-too-large', `${text.length} characters`);
  refuseDepth(text, limits.depth);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new Refused('json-malformed');
  }
  if (!text.isWellFormed()) throw new Refused('json-malformed', 'lone surrogate');
  refuseDuplicates(text);
  return value;
}

/**
 * Reads an object that has one written form only: the text must be, byte for byte, what `JSON.stringify` makes of the
 * value read. Spaces, escapes, other orders of keys, duplicate or unknown keys and other forms of numbers are refused.
 *
 * @param what names the object in the refusal `<what>-not-canonical`
 * @param read builds the value; its keys must stand in the canonical order, optional ones absent where undefined
 */
export function parseCanonical<T>(what: string, text: string, read: Reader<T>, limits = USUAL_LIMITS): T {
  const value = read(parseJson(text, limits));
  if (JSON.stringify(value) !== text) throw new Refused(`${what}-not-canonical`);
  return value;
}

/** Text of UTF-8 bytes; refuses malformed UTF-8 (text-not-utf8) and keeps a byte order mark, so that nothing is lost. */
export function textFromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused('text-not-utf8');
  }
}

/** A string of at most `size` characters. */
export function text(size = 100_000): Reader<string> {
  return (value) => {
    if (typeof value !== 'string') throw new Refused('json-unexpected-type', 'string expected');
    if (value.length > size) throw new Refused('json-too-large', `string of ${value.length} characters`);
    return value;
  };
}

/** A whole number in the range. */
export function integer(min = 0, max: number = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value))
      throw new Refused('json-unexpected-type', 'integer expected');
    if (value < min || value > max) throw new Refused('json-out-of-range', `${value}`);
    return value;
  };
}

export const truth: Reader<boolean> = (value) => {
  if (typeof value !== 'boolean') throw new Refused('json-unexpected-type', 'boolean expected');
  return value;
};

/** Exactly this value. */
export function exactly<const T extends string | number>(expected: T): Reader<T> {
  return (value) => {
    if (value !== expected) throw new Refused('json-unexpected-value', `${expected} expected`);
    return expected;
  };
}

/** A list of `min` to `max` entries of one kind. */
export function list<T>(entry: Reader<T>, max = 1_000_000, min = 0): Reader<T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new Refused('json-unexpected-type', 'list expected');
    if (value.length < min || value.length > max)
      throw new Refused('json-out-of-range', `list of ${value.length}`);
    return value.map(entry);
  };
}

/** A list with a fixed number of entries, each of its own kind. */
export function tuple<T extends readonly unknown[]>(...entries: { [K in keyof T]: Reader<T[K]> }): Reader<T> {
  return (value) => {
    if (!Array.isArray(value)) throw new Refused('json-unexpected-type', 'list expected');
    if (value.length !== entries.length) throw new Refused('json-out-of-range', `list of ${value.length}`);
    return entries.map((entry, i) => entry(value[i])) as unknown as T;
  };
}

/** A key that may be absent. */
export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined ? undefined : reader(value));
}

type Shape = Record<string, Reader<unknown>>;
type Keys<S extends Shape, Optional extends boolean> = {
  [K in keyof S]: undefined extends ReturnType<S[K]>
    ? Optional extends true
      ? K
      : never
    : Optional extends true
      ? never
      : K;
}[keyof S];
type Shaped<S extends Shape> = {
  readonly [K in Keys<S, false>]: ReturnType<S[K]>;
} & { readonly [K in Keys<S, true>]?: ReturnType<S[K]> };

/**
 * An object with exactly the keys of the shape; the result has them in the shape's order, absent optional ones left out.
 * Refused: json-unexpected-type, json-unknown-key, json-missing-key.
 */
export function object<S extends Shape>(shape: S): Reader<Shaped<S>> {
  const readers = Object.entries(shape);
  const known = new Set(Object.keys(shape));
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Refused('json-unexpected-type', 'object expected');
    for (const key of Object.keys(value))
      if (!known.has(key)) throw new Refused('json-unknown-key', key.slice(0, 60));
    const result: Record<string, unknown> = {};
    for (const [key, read] of readers) {
      const part = readKey(key, read, value);
      if (part !== undefined) result[key] = part;
    }
    return result as Shaped<S>;
  };
}

function readKey(key: string, read: Reader<unknown>, value: { [key: string]: Json }): unknown {
  const present = Object.hasOwn(value, key);
  try {
    return read(present ? value[key] : undefined);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!present) throw new Refused('json-missing-key', key);
    throw new Refused(error.code, error.detail === '' ? key : `${key}: ${error.detail}`);
  }
}

/** Counts brackets outside of strings, before anything is parsed: a parser may recurse. */
function refuseDepth(text: string, limit: number): void {
  let depth = 0;
  for (const { 0: token } of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    if (depth > limit) throw new Refused('json-too-deep');
  }
}

/** Strings, brackets and commas of a text; everything else does not matter for structure. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Only for texts that JSON.parse takes. A string is a key where it stands first in an object or after its comma. */
function refuseDuplicates(text: string): void {
  const open: (Set<string> | null)[] = [];
  let before = '';
  for (const { 0: token } of text.matchAll(TOKENS)) {
    const keys = open.at(-1);
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (keys && token !== ',' && (before === '{' || before === ',')) {
      const key = JSON.parse(token) as string;
      if (keys.has(key)) throw new Refused('json-duplicate-key', key.slice(0, 60));
      keys.add(key);
    }
    before = token;
  }
}
