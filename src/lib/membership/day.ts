import { z } from 'zod';

export { addDays, addYears, dayOf } from '#lib/platform/calendar.ts';

/** A day that exists, from 1900 to 2199. */
export const day = z.iso
  .date()
  .refine((text) => text >= '1900-01-01' && text < '2200-01-01', 'day-out-of-range');

/** The day that stands in an address (`?on=2024-05-01`); null for today and for whatever is no day. */
export function readOn(params: URLSearchParams): string | null {
  return day.nullable().catch(null).parse(params.get('on'));
}
