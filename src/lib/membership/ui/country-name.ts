import { getLocale } from '#lib/i18n/paraglide/runtime.js';

/** DE → Deutschland */
export function countryName(code: string): string {
  return new Intl.DisplayNames([getLocale()], { type: 'region', fallback: 'code' }).of(code) ?? code;
}
