import { type Json, type Limits, parseWithin, USUAL_LIMITS } from './json.ts';
import { Refused, within } from './refusal.ts';

export { type Json, type Limits, parseJson } from './json.ts';

/** Turns a part of a JSON value into what it means, or throws Refused. Unused places are never read. */
export type Reader<T> = (value: Json | undefined) => T;

/**
 * Reads an object that has one written form only: the text must be, byte for byte, what `JSON.stringify` makes of the
 * value read. Spaces, escapes, other orders of keys, duplicate or unknown keys and other forms of numbers are refused.
 *
 * @param form names the object in the refusal `<what>-not-canonical`, and limits its text
 * @param read builds the value; its keys must stand in the canonical order, optional ones absent where undefined
 */
export function parseCanonical<T>(form: string | CanonicalForm, text: string, read: Reader<T>): T {
  const { what, limits } = typeof form === 'string' ? { what: form, limits: USUAL_LIMITS } : form;
  const value = read(parseWithin(text, limits));
  if (JSON.stringify(value) !== text) throw new Refused(`${what}-not-canonical`);
  return value;
}

/** What a text shall be, and how large and deep it may be for it. */
export interface CanonicalForm {
  readonly what: string;
  readonly limits: Limits;
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
  if (Object.hasOwn(value, key)) return within(key, () => read(value[key]));
  try {
    return read(undefined);
  } catch {
    throw new Refused('json-missing-key', key);
  }
}
