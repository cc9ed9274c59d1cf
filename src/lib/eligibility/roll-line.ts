import { z } from 'zod';
import type { SubjectRef } from '#lib/platform/subject.ts';

/**
 * What a line of a sealed roll says, exactly as it goes into the published hash: who may take part in which act.
 * A member reads it in the own proof and checks it with `checkRollLine`.
 */
export function rollLineText(act: SubjectRef, personId: string): string {
  return `${act.kind}|${act.id}|${personId}|entitled`;
}

/** What a member keeps to prove the own line against the published hash. Bytes are hex. */
export const rollLineProof = z.strictObject({
  roll: z.strictObject({ size: z.int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  line: z.strictObject({
    number: z.int().min(1),
    text: z.string().max(300),
    salt: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  /** Merkle path from the line to the hash. */
  path: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(40),
});
export type RollLineProof = z.output<typeof rollLineProof>;
