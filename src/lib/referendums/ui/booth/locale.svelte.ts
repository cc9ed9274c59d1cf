import { overwriteGetLocale } from '#lib/i18n/paraglide/runtime.js';

type Locale = 'de' | 'en';

/**
 * The booth is one file for everyone, written in German; a reader of another language switches here. Nothing is stored,
 * and the server is not told.
 */
let current = $state<Locale>('de');

export function useBoothLocale(): void {
  overwriteGetLocale(() => current);
}

export function boothLocale(): Locale {
  return current;
}

export function readIn(locale: Locale): void {
  current = locale;
  document.documentElement.lang = locale;
}

/** What the reader's browser asks for first. */
export function preferredLocale(languages: readonly string[]): Locale {
  const known = languages.map((language) => language.slice(0, 2)).find((tag) => tag === 'de' || tag === 'en');
  return known === 'en' ? 'en' : 'de';
}
