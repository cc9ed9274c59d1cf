import { z } from 'zod';
import { unitNumber } from './unit.ts';
import { day } from './day.ts';
import { orNull } from './person.ts';
import { OFFICE_KINDS, OFFICE_MANNERS } from './powers.ts';

export const recordOfficeShape = z
  .object({
    unitNumber,
    /** Member number of the person elected or appointed. */
    memberNumber: z.string().trim().min(1, 'field-missing').max(40),
    kind: z.enum(OFFICE_KINDS),
    fromOn: day,
    toOn: orNull(day),
    manner: z.enum(OFFICE_MANNERS).default('elected'),
    /** For an office held ex officio: the kind of the one it follows from, whose term is its term. */
    becauseOf: orNull(z.enum(OFFICE_KINDS)),
  })
  .refine((given) => given.toOn === null || given.toOn > given.fromOn, {
    error: 'end-before-begin',
    path: ['toOn'],
  })
  .refine((given) => given.manner !== 'ex-officio' || given.becauseOf !== null, {
    error: 'office-cause-missing',
    path: ['becauseOf'],
  });
export type RecordOffice = z.output<typeof recordOfficeShape>;

export const endOfficeShape = z.object({ officeId: z.uuid(), toOn: day });
export type EndOffice = z.output<typeof endOfficeShape>;
