import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/running/root.ts';
import { refusalCodes } from './refusal-codes.ts';

const FOLDER = inRoot('src', 'lib', 'i18n', 'messages');
const SETTINGS = inRoot('src', 'lib', 'i18n', 'project.inlang', 'settings.json');

type Messages = Record<string, unknown>;

/** All messages of one language; `$schema` and the like are not messages. */
function messagesIn(language: string): Map<string, unknown> {
  const all = new Map<string, unknown>();
  for (const path of globSync(`*/${language}.json`, { cwd: FOLDER })) {
    const messages = JSON.parse(readFileSync(`${FOLDER}/${path}`, 'utf8')) as Messages;
    for (const [key, value] of Object.entries(messages)) if (!key.startsWith('$')) all.set(key, value);
  }
  return all;
}

/** What the words have room for: {name}, also within the branches of a plural. */
function placesIn(message: unknown): string[] {
  const found = JSON.stringify(message).matchAll(/\{\s*(\w+)\s*\}/g);
  return [...new Set([...found].map((match) => match[1] as string))].sort();
}

const german = messagesIn('de');
const english = messagesIn('en');

describe('messages', () => {
  it('exist in German and English alike', () => {
    expect([...german.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...english.keys()].filter((key) => !german.has(key))).toEqual([]);
  });

  it('leave room for the same things in both languages', () => {
    const different = [...german].filter(
      ([key, words]) => String(placesIn(words)) !== String(placesIn(english.get(key))),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('say something', () => {
    const empty = [...german, ...english].filter(
      ([, words]) => typeof words === 'string' && words.trim() === '',
    );
    expect(empty.map(([key]) => key)).toEqual([]);
  });

  it('are all known to the compiler, each key once', () => {
    const settings = JSON.parse(readFileSync(SETTINGS, 'utf8')) as Record<string, { pathPattern: string[] }>;
    const patterns = settings['plugin.inlang.messageFormat']?.pathPattern ?? [];
    const folders = [
      ...new Set(globSync('*/*.json', { cwd: FOLDER }).map((path) => basename(dirname(path)))),
    ];
    expect(folders.filter((name) => !patterns.includes(`./messages/${name}/{locale}.json`))).toEqual([]);
    const keys = folders.flatMap((name) =>
      Object.keys(JSON.parse(readFileSync(`${FOLDER}/${name}/de.json`, 'utf8')) as Messages),
    );
    const once = keys.filter((key) => !key.startsWith('$'));
    expect(once.filter((key, index) => once.indexOf(key) !== index)).toEqual([]);
  });
});

describe('refusals', () => {
  const { codes, unreadable } = refusalCodes();

  it('are codes that can be read from the code, but for those that the protocol throws', () => {
    expect(unreadable.filter((place) => !place.startsWith('src/lib/referendums/server/'))).toEqual([]);
    expect(german.has('refusal_unexpected') && english.has('refusal_unexpected')).toBe(true);
  });

  it('have words in both languages', () => {
    expect(codes.length).toBeGreaterThan(20);
    const wordless = codes.filter((code) => {
      const key = `refusal_${code.replaceAll('-', '_')}`;
      return !german.has(key) || !english.has(key);
    });
    expect(wordless).toEqual([]);
  });
});
