import { z } from 'zod';
import { day } from '#lib/membership/day.ts';
import { KEY_LIMITS } from './delegate-key.ts';
import { METHODS } from './method.ts';

/** A branch with the members it had on the cut-off day. */
export interface CountedUnit {
  readonly path: string;
  readonly name: string;
  readonly votes: number;
}

export const COUNTED = ['members', 'paid-or-exempt'] as const;

const whole = (code: string) =>
  z
    .string(code)
    .trim()
    .regex(/^\d{1,5}$/, code)
    .transform(Number);

/** What an officer says to have a key worked out. */
export const keyWish = z.object({
  title: z.string().trim().min(3, 'field-too-short').max(160, 'field-too-long'),
  unitId: z.uuid('field-missing'),
  cutOff: day,
  counted: z.enum(COUNTED, 'field-missing'),
  method: z.enum(METHODS, 'method-unknown'),
  seats: whole('seats-not-whole').refine(
    (seats) => seats >= 1 && seats <= KEY_LIMITS.seats,
    'seats-out-of-range',
  ),
  baseMandates: whole('minimum-not-whole'),
});
export type KeyWish = z.output<typeof keyWish>;

/** The lot as drawn: the places of those who won, from 0, and how it was drawn. */
export const lotWish = z.object({
  keyId: z.uuid(),
  winners: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : (value ?? [])),
    z
      .array(
        z
          .string()
          .regex(/^\d{1,4}$/)
          .transform(Number),
      )
      .max(KEY_LIMITS.units),
  ),
  account: z.string().trim().min(10, 'field-too-short').max(1_000, 'field-too-long'),
});
export type LotWish = z.output<typeof lotWish>;
