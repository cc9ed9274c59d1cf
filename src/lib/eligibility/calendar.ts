import { z } from 'zod';

/** A calendar day, `YYYY-MM-DD`. Such texts compare as days do. */
export const day = z.iso.date();

/** The day `count` days later. */
export function addDays(from: string, count: number): string {
  return new Date(Date.parse(from) + count * 86_400_000).toISOString().slice(0, 10);
}

export function addWeeks(from: string, weeks: number): string {
  return addDays(from, weeks * 7);
}

/** The same day of a later month; where that month is shorter, its last day (§ 188 (3) BGB). */
export function addMonths(from: string, months: number): string {
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const target = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)));
  return target.toISOString().slice(0, 10);
}

/**
 * The first day on which somebody born on `bornOn` is `years` old. The day of birth counts in full
 * (§ 187 (2), § 188 (2) BGB): whoever was born on 29 February completes a year with the end of 28 February,
 * and so is a year older on 1 March where there is no 29 February.
 */
export function ageReachedOn(bornOn: string, years: number): string {
  const [year = 0, month = 1, date = 1] = bornOn.split('-').map(Number);
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
}
