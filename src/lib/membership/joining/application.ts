import { z } from 'zod';
import { ageOn } from '../age.ts';
import { addDays, addYears, day } from '../day.ts';
import { citizenships, country, email, GENDERS, orNull, personName, text } from '../person.ts';
import { unitNumber } from '../unit.ts';

export const APPLICATION_STATES = ['unconfirmed', 'waiting', 'admitted', 'refused', 'withdrawn'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** How long the mailed link confirms; withdrawing goes on as long as there is an application. */
export const LINK_DAYS = 7;
/** Before the board's deadline, when it is reminded for the first time. */
export const REMINDED_DAYS_BEFORE = 7;

/** Several lines of one's own; signs that a terminal or a mail would obey are not words. */
const ownWords = z
  .string()
  .max(1200, 'field-too-long')
  .trim()
  .normalize('NFC')
  .transform((given) => given.replace(/\r\n?/g, '\n'))
  .pipe(z.string().max(1000, 'field-too-long'))
  .refine((given) => !/[^\P{Cc}\n\t]/u.test(given), 'field-not-understood');

const agreed = z
  .union([z.uuid(), z.array(z.uuid()).max(10)], 'consent-missing')
  .transform((given) => (typeof given === 'string' ? [given] : [...new Set(given)]));

export const applyShape = z
  .object({
    unitNumber,
    givenName: personName,
    familyName: personName,
    bornOn: day,
    email,
    street: text(120).min(1, 'field-missing'),
    postcode: z
      .string()
      .trim()
      .min(1, 'field-missing')
      .max(12, 'field-too-long')
      .regex(/^[\p{L}\p{N} -]*$/u, 'postcode-not-understood'),
    town: text(100).min(1, 'field-missing'),
    country: country.default('DE'),
    citizenships: orNull(citizenships),
    gender: orNull(z.enum(GENDERS)),
    otherParty: z.enum(['yes', 'no'], 'choice-missing').transform((given) => given === 'yes'),
    words: orNull(ownWords),
    agreed,
  })
  .refine((given) => given.country !== 'DE' || /^\d{5}$/.test(given.postcode), {
    error: 'postcode-not-understood',
    path: ['postcode'],
  });
export type Apply = z.output<typeof applyShape>;

const id = { applicationId: z.uuid() };
const reason = z
  .string()
  .trim()
  .min(10, 'reason-missing')
  .max(500, 'reason-too-long')
  .refine((given) => !/[^\P{Cc}\r\n\t]/u.test(given), 'field-not-understood');

export const admitApplicantShape = z.object({
  ...id,
  /** Who the applicant is: a new human, or somebody the books know. */
  sameAs: z.union([z.literal('nobody'), z.uuid()]).optional(),
});
export type AdmitApplicant = z.output<typeof admitApplicantShape>;

export const refuseApplicantShape = z.object({ ...id, reason });
export type RefuseApplicant = z.output<typeof refuseApplicantShape>;

export const handOnApplicationShape = z.object({ ...id, unitNumber, reason });
export type HandOnApplication = z.output<typeof handOnApplicationShape>;

/** A number of the statute and where it stands. */
export interface Cited<T> {
  readonly value: T;
  readonly article: { readonly number: string; readonly href: string };
}

/** What the statute says about joining, handed in by the wiring. Null: it says nothing, and nothing is demanded. */
export interface JoiningRules {
  readonly minimumAge: Cited<number> | null;
  readonly otherPartyAllowed: Cited<boolean> | null;
  readonly effectiveAfterWeeks: Cited<number> | null;
  readonly decisionWeeks: Cited<number> | null;
  readonly retryAfterRefusalYears: Cited<number> | null;
  readonly returnAfterExpulsionYears: Cited<number> | null;
}

export type Hindrance =
  | { readonly code: 'joining-too-young'; readonly article: Cited<number>['article']; readonly from: string }
  | { readonly code: 'joining-other-party'; readonly article: Cited<boolean>['article'] };

/** What the statute holds against an application on a day, with the article and, for age, the day from which it is open. */
export function hindranceOf(
  applicant: { readonly bornOn: string; readonly otherParty: boolean },
  rules: JoiningRules,
  today: string,
): Hindrance | null {
  const { minimumAge, otherPartyAllowed } = rules;
  if (minimumAge && ageOn(applicant.bornOn, today) < minimumAge.value) {
    const from = addYears(applicant.bornOn, minimumAge.value);
    return { code: 'joining-too-young', article: minimumAge.article, from };
  }
  if (applicant.otherParty && otherPartyAllowed?.value === false) {
    return { code: 'joining-other-party', article: otherPartyAllowed.article };
  }
  return null;
}

/** The day `weeks` after another. */
export function weeksAfter(from: string, weeks: number): string {
  return addDays(from, weeks * 7);
}

/** The days on which the board is reminded: a week before its deadline, and on it. */
export function reminderDays(decideBy: string): readonly string[] {
  return [addDays(decideBy, -REMINDED_DAYS_BEFORE), decideBy];
}
