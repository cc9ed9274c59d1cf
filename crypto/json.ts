import { Refused } from './refusal.ts';

/** What JSON can hold, as read from outside. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Limits for one JSON text: characters and nesting. */
export interface Limits {
  readonly size: number;
  readonly depth: number;
}

export const USUAL_LIMITS: Limits = { size: 1_000_000, depth: 12 };

/**
 * JSON as RFC 8259 has it, but with limits, without duplicate keys and without lone surrogates.
 * Order of keys, spaces and escapes are free here; where they must not be, use `parseCanonical`.
 * Refused: json-too-large, json-too-deep, json-duplicate-key, json-malformed.
 */
export function parseJson(text: string, limits: Limits = USUAL_LIMITS): Json {
  const value = parseWithin(text, limits);
  refuseDuplicates(text);
  return value;
}

/** The same without the search for duplicate keys, for texts that are compared with their canonical form afterwards. */
export function parseWithin(text: string, limits: Limits): Json {
  if (text.length > limits.size) throw new Refused('json-too-large', `${text.length} characters`);
  refuseDepth(text, limits.depth);
  if (!text.isWellFormed()) throw new Refused('json-malformed', 'lone surrogate');
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new Refused('json-malformed');
  }
}

/** Counts brackets outside of strings, before anything is parsed: a parser may recurse. */
function refuseDepth(text: string, limit: number): void {
  let depth = 0;
  eachToken(text, (token) => {
    if (token === '{' || token === '[') depth++;
    if (token === '}' || token === ']') depth--;
    if (depth > limit) throw new Refused('json-too-deep');
  });
}

/** For texts that JSON.parse takes. A string is a key where it comes first in an object or after a comma of one. */
function refuseDuplicates(text: string): void {
  const open: (Set<string> | null)[] = [];
  let before = '';
  eachToken(text, (token) => {
    const keys = open.at(-1);
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (keys && token !== ',' && (before === '{' || before === ',')) addKey(keys, token);
    before = token;
  });
}

function addKey(keys: Set<string>, written: string): void {
  const key = JSON.parse(written) as string;
  if (keys.has(key)) throw new Refused('json-duplicate-key', key.slice(0, 60));
  keys.add(key);
}

/** Visits strings, brackets and commas in order; all else says nothing about structure. */
function eachToken(text: string, visit: (token: string) => void): void {
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"') {
      const end = endOfString(text, i);
      visit(text.slice(i, end + 1));
      i = end;
    } else if ('{}[],'.includes(character)) visit(character);
  }
}

/** Where the string that starts here ends: at the next quote with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (text.charAt(first - 1) === '\\') first--;
    if ((quote - first) % 2 === 0) return quote;
  }
  return text.length;
}
