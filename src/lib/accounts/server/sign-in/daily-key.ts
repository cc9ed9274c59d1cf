import { eq, lt } from 'drizzle-orm';
import { randomBytes } from '#lib/platform/ids.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { decryptUnderHouseKey, encryptUnderHouseKey } from '#lib/platform/server/house-key.server.ts';
import { triesKey } from '../tables.ts';

const CONTEXT = 'accounts:tries-key';

/** The same for all processes of the house on one day; made by whoever needs it first. */
export async function dailyKey(tx: Tx, now: Date): Promise<Uint8Array> {
  const day = now.toISOString().slice(0, 10);
  const stored = (await sealedKey(tx, day)) ?? (await makeKey(tx, day));
  return decryptUnderHouseKey(stored, CONTEXT);
}

async function sealedKey(tx: Tx, day: string): Promise<string | null> {
  const [row] = await tx.select().from(triesKey).where(eq(triesKey.day, day));
  return row?.sealed ?? null;
}

async function makeKey(tx: Tx, day: string): Promise<string> {
  await tx.delete(triesKey).where(lt(triesKey.day, day));
  const sealed = encryptUnderHouseKey(randomBytes(32), CONTEXT);
  await tx.insert(triesKey).values({ day, sealed }).onConflictDoNothing();
  const kept = await sealedKey(tx, day);
  if (!kept) throw new Error('The key of the day could not be kept.');
  return kept;
}
