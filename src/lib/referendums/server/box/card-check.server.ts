import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { parseCardKey, type CardKey, type PssEngine } from '#crypto';
import { database, type Reader } from '#lib/platform/server/database.server.ts';
import { cardKey } from '../tables.ts';

const keys = new Map<string, CardKey>();
const imported = new WeakMap<CardKey, KeyObject>();

/** A referendum's public card key never changes, so that it is read once per process. */
export async function cardKeyOf(uuid: string): Promise<CardKey | null> {
  const known = keys.get(uuid);
  if (known) return known;
  const parsed = await cardKeyIn(database(), uuid);
  if (parsed) keys.set(uuid, parsed);
  return parsed;
}

/** The same within a transaction that may have made the key. */
export async function cardKeyIn(reader: Reader, uuid: string): Promise<CardKey | null> {
  const [row] = await reader.select().from(cardKey).where(eq(cardKey.uuid, uuid));
  return row ? parseCardKey(row.publicPem) : null;
}

/** The same verdicts as WebCrypto's, without its queue. */
export const nodePss: PssEngine = (key, message, signature) => {
  const known =
    imported.get(key) ?? createPublicKey({ key: Buffer.from(key.spki), format: 'der', type: 'spki' });
  imported.set(key, known);
  const pss = { key: known, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  return verify('sha384', message, pss, signature);
};
