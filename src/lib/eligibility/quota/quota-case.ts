import { z } from 'zod';
import { GENDERS } from '#lib/membership/person.ts';
import { GROUPS, KINDS } from './quota-rule.ts';

const reason = z.string('reason-missing').trim().min(1, 'reason-missing').max(500, 'reason-too-long');
const number = z.number().int().min(0).max(10_000_000);

/**
 * Who holds a place, by what they say of themselves. `undisclosed` is an answer: no statement. `unasked` is none: nobody
 * knows, and it must not count as if they had said something.
 */
const place = z.enum([...GENDERS, 'unasked', 'vacant']);
export type Place = z.output<typeof place>;

const departure = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('few-members'),
    group: z.enum(GROUPS),
    reason,
    /** The branch on the day of the decision; `unasked` are members whose gender is not known. */
    members: z
      .strictObject({ ofGroup: number, unasked: number, all: number.min(1) })
      .refine(({ ofGroup, unasked, all }) => ofGroup + unasked <= all, 'members-contradict'),
  }),
  z.strictObject({
    kind: z.literal('release'),
    reason,
    /** Those of the group who were present objected. */
    isVetoed: z.boolean(),
  }),
]);

/** A list or a body as it is proposed or was elected. Places count from 1. */
export const quotaCase = z
  .strictObject({
    kind: z.enum(KINDS),
    places: z.array(place).min(1, 'places-missing').max(1_000, 'too-many-places'),
    /** Which turn the first place has: where the statute leaves open who begins, the assembly says so. */
    firstTurn: z.number().int().min(0).max(5).default(0),
    /** Reserved places given to others because nobody of the group stood for them. */
    filledForReason: z
      .array(z.strictObject({ place: z.number().int().min(1), reason }))
      .max(1_000)
      .default([]),
    /** A decision to depart from the whole rule. */
    departure: departure.nullable().default(null),
  })
  .refine(
    ({ places, filledForReason }) => filledForReason.every(({ place: at }) => at <= places.length),
    'place-unknown',
  );
export type QuotaCase = z.output<typeof quotaCase>;
export type QuotaCaseInput = z.input<typeof quotaCase>;
