import { EMPTY_FRONTIER, formatNoteKey, rootOf, signCheckpoint } from '#crypto';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { type LogSummary, logId as logIdShape } from '../log.ts';
import { asRecord } from './record-role.ts';
import { newLogSigner } from './signer.ts';
import { recordCheckpoint, recordLog } from './tables.ts';

/**
 * Begins a log with a fresh key, in the caller's transaction, and signs its empty checkpoint.
 * @param id stands in addresses; throws for one that is taken or malformed
 * @param host of the house; the log is named `host/record/id` for all time
 */
export async function openLog(tx: Tx, id: string, host: string): Promise<LogSummary> {
  const origin = `${host}/record/${logIdShape.parse(id)}`;
  const { signer, sealedSeed } = newLogSigner(id, origin);
  const key = formatNoteKey(signer.key);
  const note = signCheckpoint({ origin, size: 0, root: rootOf(EMPTY_FRONTIER) }, signer);
  await asRecord(tx, async () => {
    await tx.insert(recordLog).values({ id, origin, key, sealedSeed, frontier: new Uint8Array() });
    await tx.insert(recordCheckpoint).values({ logId: id, size: 0, note });
  });
  return { logId: id, origin, key, size: 0 };
}
