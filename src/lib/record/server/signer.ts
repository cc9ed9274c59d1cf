import { eq } from 'drizzle-orm';
import { newSigningSeed, type NoteSigner, noteSigner } from '#crypto';
import type { Reader } from '#lib/platform/server/database.server.ts';
import { decryptUnderHouseKey, encryptUnderHouseKey } from '#lib/platform/server/house-key.server.ts';
import { recordLog } from './tables.ts';

/** A fresh key for a log: who signs, and the secret as it may stand in the database. */
export function newLogSigner(logId: string, origin: string): { signer: NoteSigner; sealedSeed: string } {
  const seed = newSigningSeed();
  return { signer: noteSigner(origin, seed), sealedSeed: encryptUnderHouseKey(seed, context(logId)) };
}

export function openSealedSigner(log: { id: string; origin: string; sealedSeed: string }): NoteSigner {
  return noteSigner(log.origin, decryptUnderHouseKey(log.sealedSeed, context(log.id)));
}

/**
 * Who signs for a log: receipts of its ballot box. It never changes, so callers under load may keep it in memory.
 * The reader's role must be one that may see the sealed seed (`asRecord`, or none).
 */
export async function signerOf(reader: Reader, logId: string): Promise<NoteSigner | null> {
  const { id, origin, sealedSeed } = recordLog;
  const [log] = await reader.select({ id, origin, sealedSeed }).from(recordLog).where(eq(id, logId));
  return log === undefined ? null : openSealedSigner(log);
}

function context(logId: string): string {
  return `record:${logId}`;
}
