import { z } from 'zod';
import { unitNumber } from './unit.ts';
import { day } from './day.ts';
import { orNull } from './person.ts';
import { OFFICE_KINDS } from './powers.ts';

export const recordOfficeShape = z
  .object({
    unitNumber,
    /** Member number of the person elected or appointed. */
    memberNumber: z.string().trim().min(1, 'field-missing').max(40),
    kind: z.enum(OFFICE_KINDS),
    fromOn: day,
    toOn: orNull(day),
  })
  .refine((given) => given.toOn === null || given.toOn > given.fromOn, {
    error: 'end-before-begin',
    path: ['toOn'],
  });
export type RecordOffice = z.output<typeof recordOfficeShape>;

export const endOfficeShape = z.object({ officeId: z.uuid(), toOn: day });
export type EndOffice = z.output<typeof endOfficeShape>;
