import { getLocale } from './paraglide/runtime.js';

/** 12.400 */
export function formatNumber(value: number | bigint, locale: string = getLocale()): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** 0.4231 → 42,3 % */
export function formatShare(share: number, digits = 1, locale: string = getLocale()): string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits });
  return format.format(share);
}

/** Bytes as people say them: 812 kB, 3,4 MB. */
export function formatSize(bytes: number, locale: string = getLocale()): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let size = bytes;
  let step = 0;
  while (size >= 1000 && step < units.length - 1) {
    size /= 1000;
    step += 1;
  }
  const maximumFractionDigits = size < 10 && step > 0 ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits,
  }).format(size);
}

/** A list as in a sentence: A, B und C. */
export function formatList(parts: readonly string[], locale: string = getLocale()): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
}
