import type { Reader } from '#lib/platform/server/database.server.ts';
import { configuredWitnesses, witnessedSizes } from '#lib/record/server/index.ts';
import { type Witness, witnessesNeeded } from '#lib/record/witness.ts';

/** How many witnesses have signed the record up to and with its close, and how many it takes before anything is decrypted. */
export interface Witnessing {
  readonly needed: number;
  readonly signed: number;
}

/** A witness of a longer record has seen that it extends the one at the close. */
export async function witnessingOf(
  reader: Reader,
  { uuid, closingSize }: { readonly uuid: string; readonly closingSize: number | null },
  witnesses: readonly Witness[] = configuredWitnesses(),
): Promise<Witnessing> {
  const needed = witnessesNeeded(witnesses);
  if (needed === 0) return { needed, signed: 0 };
  const sizes = await witnessedSizes(reader, uuid);
  const hasSeenClose = ({ key }: Witness) =>
    closingSize !== null && (sizes.get(key.name) ?? 0) >= closingSize;
  return { needed, signed: witnesses.filter(hasSeenClose).length };
}

export function isWitnessed({ needed, signed }: Witnessing): boolean {
  return signed >= needed;
}
