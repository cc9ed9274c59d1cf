import { getLocale } from './paraglide/runtime.js';

/** Deadlines of a German party are German time, wherever server and reader stand. */
export const HOUSE_TIME_ZONE = 'Europe/Berlin';

export type Moment = Date | string | number;

const STYLES = {
  /** 3. Mai 2026 */
  date: { dateStyle: 'long' },
  /** 03.05.2026, for tables */
  short: { day: '2-digit', month: '2-digit', year: 'numeric' },
  /** Sonntag, 3. Mai 2026 */
  weekday: { dateStyle: 'full' },
  /** 14:30 */
  time: { hour: '2-digit', minute: '2-digit' },
  /** 3. Mai 2026 um 14:30 */
  moment: { dateStyle: 'long', timeStyle: 'short' },
  /** 03.05.2026, 14:30, for tables and the ledger */
  stamp: { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof STYLES;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(style: DateStyle, locale: string): Intl.DateTimeFormat {
  const key = `${locale} ${style}`;
  let format = formats.get(key);
  if (!format) {
    const region = locale === 'en' ? 'en-GB' : locale;
    format = new Intl.DateTimeFormat(region, { timeZone: HOUSE_TIME_ZONE, ...STYLES[style] });
    formats.set(key, format);
  }
  return format;
}

/** A moment in the reader's words. Dates without a time (`2026-05-03`) stand for that day in Germany. */
export function formatDate(moment: Moment, style: DateStyle = 'date', locale: string = getLocale()): string {
  return formatFor(style, locale).format(asDate(moment));
}

/** From … to …, leaving out what both ends share. */
export function formatDateRange(from: Moment, to: Moment, locale: string = getLocale()): string {
  return formatFor('date', locale).formatRange(asDate(from), asDate(to));
}

export function asDate(moment: Moment): Date {
  const isPlainDay = typeof moment === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(moment);
  return new Date(isPlainDay ? `${moment}T12:00:00Z` : moment);
}
