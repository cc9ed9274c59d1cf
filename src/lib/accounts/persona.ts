import { z } from 'zod';

/** Whom a visitor of the demo may be, in the order of the page. */
export const PERSONAS = [
  'member',
  'delegate',
  'district-officer',
  'membership-officer',
  'board-secretary',
  'committee-1',
  'committee-2',
  'trustee-1',
  'trustee-2',
  'trustee-3',
  'moderator',
  'auditor',
] as const;

export const personaShape = z.enum(PERSONAS);
export type Persona = z.infer<typeof personaShape>;

export const enterAsPersonaShape = z.object({ persona: personaShape, to: z.string().max(500).optional() });
