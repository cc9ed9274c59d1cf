import { z } from 'zod';
import { unitNumber } from './unit.ts';

/** Nobody takes a list of members out of the house without saying what for. */
export const exportMembersShape = z.object({
  unitNumber,
  purpose: z.string().trim().min(10, 'purpose-too-short').max(300, 'field-too-long'),
  /** Former members too. */
  withEnded: z.literal('yes').optional(),
});
export type ExportMembers = z.output<typeof exportMembersShape>;

/** From here on an export within a day is an alarm on the evidence log, and from there on refused. */
export const EXPORTS_A_DAY = { alarm: 5, refused: 20 } as const;
