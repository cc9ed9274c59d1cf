import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** All letters that the two subsets of the house's face hold between them. */
const WRITABLE = /^[\u0020-\u024F\u2000-\u206F\u20AC\u2122\u2212]*$/;

describe('the words of the minutes', () => {
  it.each(['de', 'en'])('are written in letters that the fonts of the file have (%s)', (locale) => {
    const file = new URL(`../../../i18n/messages/referendums/${locale}.json`, import.meta.url);
    const messages = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>);
    const words = messages.filter(([key]) => /^ref_(minutes|step|outcome)_/.test(key));
    expect(words.length).toBeGreaterThan(10);
    for (const [key, text] of words)
      expect([key, JSON.stringify(text)]).toEqual([key, expect.stringMatching(WRITABLE)]);
  });
});
