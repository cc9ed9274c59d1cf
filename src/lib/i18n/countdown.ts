import { asDate, type Moment } from './dates.ts';
import { m } from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime.js';

type Unit = 'day' | 'hour' | 'minute';

const LENGTH: Record<Unit, number> = { day: 86_400_000, hour: 3_600_000, minute: 60_000 };

/** What is left, in the largest unit that still says enough, rounded down: never more time than there is. */
export interface Remaining {
  readonly count: number;
  readonly unit: Unit;
}

/** Two days and more count in days, two hours and more in hours, then minutes; null when nothing is left. */
export function remaining(now: Moment, until: Moment): Remaining | null {
  const left = asDate(until).getTime() - asDate(now).getTime();
  if (!(left > 0)) return null;
  const unit: Unit = left >= 2 * LENGTH.day ? 'day' : left >= 2 * LENGTH.hour ? 'hour' : 'minute';
  return { count: Math.floor(left / LENGTH[unit]), unit };
}

/** "noch 3 Tage" before `until`, "vorbei" from that moment on. */
export function countdownWords(now: Moment, until: Moment, locale: string = getLocale()): string {
  const left = remaining(now, until);
  const options = { locale: locale === 'en' ? 'en' : 'de' } as const;
  if (!left) return m.frame_countdown_over({}, options);
  if (left.count === 0) return m.frame_countdown_moment({}, options);
  return m.frame_countdown_left({ duration: duration(left, locale) }, options);
}

/** "in 3 Tagen" before, "vor 3 Tagen" after: for what begins or has happened. */
export function relativeWords(now: Moment, then: Moment, locale: string = getLocale()): string {
  const ahead = remaining(now, then);
  const behind = remaining(then, now);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (ahead && ahead.count > 0) return format.format(ahead.count, ahead.unit);
  if (behind && behind.count > 0) return format.format(-behind.count, behind.unit);
  return format.format(0, 'second');
}

/** Milliseconds until the words change; null when they never will again. */
export function wordsChangeIn(now: Moment, until: Moment): number | null {
  const left = remaining(now, until);
  if (!left) return null;
  const exact = asDate(until).getTime() - asDate(now).getTime();
  return Math.max(1, exact - left.count * LENGTH[left.unit] + 1);
}

/** A length of time in its two largest units: "3 Tage und 2 Stunden". */
export function durationWords(milliseconds: number, locale: string = getLocale()): string {
  const parts: Remaining[] = [];
  let rest = Math.abs(milliseconds);
  for (const unit of ['day', 'hour', 'minute'] as const) {
    const count = Math.floor(rest / LENGTH[unit]);
    rest -= count * LENGTH[unit];
    if (count > 0) parts.push({ count, unit });
  }
  const largest = parts.length > 0 ? parts.slice(0, 2) : [{ count: 0, unit: 'minute' as const }];
  const words = largest.map((part) => duration(part, locale));
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);
}

function duration({ count, unit }: Remaining, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
