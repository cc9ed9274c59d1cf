import { z } from 'zod';

const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The calendar day in Germany at a moment, `YYYY-MM-DD`: statutes count days, not instants. */
export function dayOf(moment: Date): string {
  return berlin.format(moment);
}

/** A day that exists, from 1900 to 2199. */
export const day = z.iso
  .date()
  .refine((text) => text >= '1900-01-01' && text < '2200-01-01', 'day-out-of-range');

/** The day that stands in an address (`?on=2024-05-01`); null for today and for whatever is no day. */
export function readOn(params: URLSearchParams): string | null {
  return day.nullable().catch(null).parse(params.get('on'));
}

export function addDays(from: string, days: number): string {
  const moment = new Date(`${from}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/** The same day some years later; 29 February becomes 1 March where there is none. */
export function addYears(from: string, years: number): string {
  const moment = new Date(`${from}T00:00:00Z`);
  moment.setUTCFullYear(moment.getUTCFullYear() + years);
  return moment.toISOString().slice(0, 10);
}
