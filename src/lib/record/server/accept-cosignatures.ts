import { formatSignature, type NoteSignature, parseNote, Refused, witnessesOf } from '#crypto';
import { config } from '#lib/platform/server/config.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { done, type Outcome, refuse } from '#lib/platform/outcome.ts';
import type { Cosignatures } from '../log.ts';
import { parseWitness, type Witness } from '../witness.ts';
import { checkpointOf } from './logs.ts';
import { asRecord } from './record-role.ts';
import { recordCosignature } from './tables.ts';

/** The witnesses that this house trusts. */
export function configuredWitnesses(): Witness[] {
  return config().WITNESSES.map(parseWitness);
}

/**
 * Takes signature lines of configured witnesses below one of our checkpoints. Nobody needs to be signed in: the signatures
 * speak for themselves. Lines of unknown keys are ignored; a line of a known witness that does not verify is refused.
 */
export async function acceptCosignatures(
  input: Cosignatures,
  witnesses: readonly Witness[] = configuredWitnesses(),
): Promise<Outcome<{ accepted: number }>> {
  return transact(async (tx) => {
    const note = await checkpointOf(tx, input.logId, input.size);
    if (note === null) return refuse(404, 'checkpoint-unknown');
    const lines = verifiedLines(note, input.lines, witnesses);
    if (lines === null) return refuse(422, 'cosignature-invalid');
    if (lines.length === 0) return refuse(422, 'witness-unknown');
    await store(tx, input, lines);
    return done({ accepted: lines.length });
  });
}

async function store(tx: Tx, { logId, size }: Cosignatures, lines: readonly NoteSignature[]): Promise<void> {
  const rows = lines.map((line) => ({ logId, size, witness: line.name, line: formatSignature(line) }));
  await asRecord(tx, async () => tx.insert(recordCosignature).values(rows).onConflictDoNothing());
}

/** The lines of known witnesses, one for each; null when one is malformed or does not verify. */
function verifiedLines(note: string, lines: string, witnesses: readonly Witness[]): NoteSignature[] | null {
  const signed = parseNote(note);
  const keys = witnesses.map(({ key }) => key);
  try {
    const offered = parseNote(`${signed.text}\n${lines}`);
    witnessesOf(`${signed.text}\n${lines}`, keys);
    const known = offered.signatures.filter(({ name, id }) =>
      keys.some((key) => key.name === name && key.id === id),
    );
    return [...new Map(known.map((line) => [line.name, line])).values()];
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}
