import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { config } from './config.server.ts';

/** Keys in the database (record, cards) are encrypted under a key that is not in the database. */
export function encryptUnderHouseKey(plain: Uint8Array, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', contextKey(context), nonce);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** Throws when the text was made for another context, under another key, or was changed. */
export function decryptUnderHouseKey(text: string, context: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', contextKey(context), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

function contextKey(context: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', houseKey(), 'stimmhaus-house-key', context, 32));
}

let key: Buffer | undefined;

function houseKey(): Buffer {
  key ??= Buffer.from(config().HOUSE_KEY ?? keyFromFile(), 'hex');
  return key;
}

function keyFromFile(): string {
  const folder = config().STATE_DIR;
  const file = join(folder, 'house-key');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Error(`${file} does not hold 64 hex digits.`);
  return text;
}
