import { type RollLineProof, rollLineProof } from '../roll-line.ts';

/** Whether the line belongs to the published hash. The protocol's code is fetched on first use. */
export async function holdsProof(given: RollLineProof): Promise<boolean> {
  const parsed = rollLineProof.safeParse(given);
  if (!parsed.success) return false;
  const { roll, line, path } = parsed.data;
  const { checkRollLine } = await import('#crypto');
  try {
    checkRollLine({ ...line, salt: bytesOf(line.salt) }, roll, path.map(bytesOf));
    return true;
  } catch {
    return false;
  }
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
    Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
  );
}
