import { z } from 'zod';

/** The languages the house speaks. */
export const localeShape = z.enum(['de', 'en']);
export type Locale = z.infer<typeof localeShape>;

/** The address one signs in with. Kept as typed for mails, compared by `addressKey`. */
export const addressShape = z
  .string()
  .trim()
  .max(254, 'address-malformed')
  .pipe(z.email('address-malformed'));

/** Two addresses are the same when their keys are: case has no meaning in any mailbox we know of. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase();
}

export const chooseLocaleShape = z.object({ locale: localeShape, to: z.string().max(500).optional() });
export type ChooseLocale = z.infer<typeof chooseLocaleShape>;
