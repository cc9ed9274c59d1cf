import { z } from 'zod';
import { addressShape, localeShape } from './account.ts';
import { newPassword } from './password.ts';

/** One line: these names stand in subjects of mails. */
const name = z
  .string()
  .trim()
  .min(1, 'name-missing')
  .max(100, 'name-too-long')
  .regex(/^\P{Cc}*$/u, 'name-malformed');

/** The first visit: who this house belongs to and who opens it. */
export const foundHouseShape = z.object({
  token: z.string().trim().min(1, 'setup-token-wrong').max(60, 'setup-token-wrong'),
  partyName: name,
  givenName: name,
  familyName: name,
  email: addressShape,
  password: newPassword,
  locale: localeShape.default('de'),
});
export type FoundHouse = z.infer<typeof foundHouseShape>;

const longText = z.string().trim().max(50_000, 'text-too-long');

/** Imprint (§ 5 DDG) and privacy notice (Art. 13 GDPR): strangers are let in once both are there. */
export const houseTextsShape = z.object({
  imprint: longText.min(40, 'imprint-missing'),
  privacy: longText.min(40, 'privacy-missing'),
});
export type HouseTexts = z.infer<typeof houseTextsShape>;

/** Before the texts are there, the house is open only to those who set it up. */
export function isOpenToStrangers(house: { readonly imprint: string; readonly privacy: string }): boolean {
  return houseTextsShape.safeParse(house).success;
}

/** `unfounded`: nobody's yet. `closed`: imprint or privacy notice are missing. */
export type Door = 'unfounded' | 'closed' | 'open';

/** What works while the house is nobody's: its set-up, the language, what a page is made of. */
const ALWAYS = /^\/(setup|language|health|_app|party\.css|favicon\.svg|fonts)(\/|$)/;
/** What else works for strangers before the texts are there: the ways in for those who set it up. */
const WAYS_IN = /^\/(sign-in|sign-out|reset|activate|imprint|privacy)(\/|$)/;

/** Where to send a visitor instead, or null: let in. */
export function doorwayFor(
  door: Door,
  { path, isKnown }: { readonly path: string; readonly isKnown: boolean },
): string | null {
  if (door === 'open' || ALWAYS.test(path)) return null;
  if (door === 'unfounded') return '/setup';
  return isKnown || WAYS_IN.test(path) ? null : '/sign-in';
}
