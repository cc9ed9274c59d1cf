import { z } from 'zod';
import { unitPath } from '#lib/membership/unit.ts';
import { lineId } from './objection.ts';
import { VERDICTS } from './verdict.ts';

const reasonCode = z.string().regex(/^[a-z][a-z-]{1,40}$/);

/** What the list of lines shows; all of it stands in the address. What makes no sense is left out. */
export const rollFilter = z.object({
  verdict: z.enum(VERDICTS).optional().catch(undefined),
  reason: reasonCode.optional().catch(undefined),
  unit: unitPath.optional().catch(undefined),
  /** Roll number. */
  number: z.coerce.number().int().min(1).max(10_000_000).optional().catch(undefined),
  /** Lines after this one: keyset paging. */
  after: lineId.optional().catch(undefined),
});
export type RollFilter = z.output<typeof rollFilter>;
