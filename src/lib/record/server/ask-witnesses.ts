import { formatWitnessRequest, parseNote } from '#crypto';
import { database, type Tx } from '#lib/platform/server/database.server.ts';
import { enqueueTimed } from '#lib/platform/server/jobs/jobs.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import type { Witness } from '../witness.ts';
import { acceptCosignatures, configuredWitnesses } from './accept-cosignatures.ts';
import { checkpointOf, consistencyOf, logOf, witnessedSizes } from './logs.ts';
import { asApp } from './record-role.ts';

export const ASK_WITNESSES = 'record.ask-witnesses';
const PATIENCE_MS = 10_000;

/** After the transaction, the witnesses with an address are asked to cosign. */
export async function askWitnesses(tx: Tx, logId: string): Promise<void> {
  if (configuredWitnesses().every(({ address }) => address === null)) return;
  await asApp(tx, () => enqueueTimed(tx, { job: ASK_WITNESSES, payload: { logId }, singletonKey: logId }));
}

/**
 * Sends the newest checkpoint to every witness with an address that has not signed it, and stores what they sign.
 * Throws at the end if one did not answer, so that the job comes again; those that signed are not asked twice.
 */
export async function collectCosignatures(logId: string, witnesses = configuredWitnesses()): Promise<void> {
  const current = await logOf(database(), logId);
  if (current === null) return;
  const sizes = await witnessedSizes(database(), logId);
  const missing = witnesses.filter(
    ({ address, key }) => address !== null && (sizes.get(key.name) ?? -1) < current.size,
  );
  const answers = await Promise.allSettled(
    missing.map((one) => askOne(one, { logId, size: current.size, older: sizes.get(one.key.name) ?? 0 })),
  );
  const failed = answers.filter(({ status }) => status === 'rejected').length;
  if (failed === 0) return;
  log.warn({ event: 'witness-silent', attempt: failed });
  throw new Error(`${failed} of ${missing.length} witnesses did not sign`);
}

interface Wanted {
  readonly logId: string;
  readonly size: number;
  /** The tree that the witness has seen last. */
  readonly older: number;
}

async function askOne(witness: Witness, wanted: Wanted): Promise<void> {
  const first = await send(witness, wanted);
  const isBehind = first.status === 409;
  const older = isBehind ? Number((await first.text()).trim()) : wanted.older;
  const answer = isBehind && Number.isSafeInteger(older) ? await send(witness, { ...wanted, older }) : first;
  if (!answer.ok) throw new Error(`witness answered ${answer.status}`);
  const { logId, size } = wanted;
  const outcome = await acceptCosignatures({ logId, size, lines: await answer.text() }, [witness]);
  if (!outcome.ok) throw new Error(outcome.code);
}

async function send({ address }: Witness, { logId, size, older }: Wanted): Promise<Response> {
  const note = await checkpointOf(database(), logId, size);
  const proof = await consistencyOf(database(), logId, { from: older, to: size });
  if (note === null || proof === null) throw new Error(`no proof from ${older} to ${size}`);
  const [ownLine] = note.slice(parseNote(note).text.length + 1).split('\n');
  const checkpoint = `${parseNote(note).text}\n${ownLine}\n`;
  const body = formatWitnessRequest({ older, proof, checkpoint });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return fetch(`${address}/add-checkpoint`, { method: 'POST', body, signal, redirect: 'error' });
}
