import { z } from 'zod';
import { day } from './day.ts';

export const GENDERS = ['female', 'male', 'diverse', 'undisclosed'] as const;
export type Gender = (typeof GENDERS)[number];

/** What a spreadsheet would take for a formula: no name, street or town begins so. */
export const FORMULA_START = /^[=+\-@\t\r]/;
const CONTROL = /\p{Cc}/u;

export const text = (max: number) =>
  z
    .string()
    .max(max + 100, 'field-too-long')
    .trim()
    .normalize('NFC')
    .max(max, 'field-too-long')
    .refine((value) => !CONTROL.test(value), 'field-not-understood')
    .refine((value) => !FORMULA_START.test(value), 'field-like-formula');

/** An empty field of a form says nothing: null. */
export const orNull = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), shape.nullable());

export const personName = text(100).min(1, 'field-missing');
export const email = z.string().trim().max(254, 'field-too-long').pipe(z.email('address-malformed'));
export const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()/.-]{2,38}$/, 'phone-not-understood');
export const memberNumber = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} /.-]{0,39}$/u, 'number-not-understood');
export const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, 'country-not-understood');

/** Typed as `DE, TR` or given as a list; ISO 3166 alpha-2. */
export const citizenships = z
  .union([z.string().max(60), z.array(z.string().max(10)).max(8)])
  .transform((given) =>
    typeof given === 'string' ? given.split(/[\s,;]+/).filter((part) => part !== '') : given,
  )
  .pipe(z.array(country).min(1).max(8))
  .transform((list) => [...new Set(list)]);

/** What an officer may write about a person; everything but the name may stay open. */
export const personFields = z.object({
  givenName: personName,
  familyName: personName,
  bornOn: orNull(day),
  gender: orNull(z.enum(GENDERS)),
  citizenships: orNull(citizenships),
  email: orNull(email),
  phone: orNull(phone),
  locale: z.enum(['de', 'en']).default('de'),
});

export const residenceFields = z
  .object({
    street: orNull(text(120)),
    postcode: orNull(
      z
        .string()
        .trim()
        .max(12, 'field-too-long')
        .regex(/^[\p{L}\p{N} -]+$/u, 'postcode-not-understood'),
    ),
    town: orNull(text(100)),
    country: country.default('DE'),
    /** Official key of the district. */
    ags: orNull(
      z
        .string()
        .trim()
        .regex(/^\d{5}$/, 'district-not-understood'),
    ),
  })
  .refine((home) => home.country !== 'DE' || home.postcode === null || /^\d{5}$/.test(home.postcode), {
    error: 'postcode-not-understood',
    path: ['postcode'],
  });
