import { utf8ToBytes } from '@noble/hashes/utils.js';
import { parseBase64, parseBase64Of } from '../base64.ts';
import { exactly, integer, object, parseCanonical, text, textFromUtf8 } from '../canonical.ts';
import { base64 } from '../hash.ts';
import { systemRandom, type Random } from '../random.ts';
import { Refused } from '../refusal.ts';
import { parseSeed } from './seed.ts';

/** What the file keeps: enough, with the ceremony's messages, to decrypt. */
export interface KeptKey {
  readonly uuid: string;
  readonly index: number;
  readonly seed: string;
}

/**
 * PBKDF2-HMAC-SHA-256 with so many iterations (OWASP's figure of 2023) makes each guess of a passphrase cost what a device
 * needs for about half a second. Files with fewer are not opened, with very many neither: they would hang the page.
 */
export const ITERATIONS = 600_000;
const MOST_ITERATIONS = 10_000_000;
/** Characters of a passphrase, at least. */
export const SHORTEST_PASSPHRASE = 12;

const readFile = object({
  format: exactly('stimmhaus-share-1'),
  uuid: text(100),
  index: integer(1, 255),
  iterations: integer(ITERATIONS, MOST_ITERATIONS),
  salt: text(22),
  iv: text(16),
  sealed: text(1000),
});

/**
 * A trustee's key as a file: AES-256-GCM under a passphrase. Uuid and index stand open, so that the file can be found again,
 * and are authenticated.
 * @throws RangeError for a passphrase shorter than SHORTEST_PASSPHRASE
 */
export async function createShareFile(
  kept: KeptKey,
  passphrase: string,
  random: Random = systemRandom,
): Promise<string> {
  if (passphrase.normalize('NFC').length < SHORTEST_PASSPHRASE) throw new RangeError('passphrase too short');
  const { uuid, index } = kept;
  const salt = random(16);
  const iv = random(12);
  const open = {
    format: 'stimmhaus-share-1',
    uuid,
    index,
    iterations: ITERATIONS,
    salt: base64(salt),
    iv: base64(iv),
  };
  const key = await keyFrom(passphrase, salt, ITERATIONS);
  const sealed = await crypto.subtle.encrypt(parameters(iv, open), key, owned(utf8ToBytes(kept.seed)));
  return JSON.stringify({ ...open, sealed: base64(new Uint8Array(sealed)) });
}

/**
 * The key in a file.
 * Refused: share-file-not-canonical, passphrase-wrong (or the file was changed), seed-malformed, base64-…, length-wrong, json-….
 */
export async function openShareFile(file: string, passphrase: string): Promise<KeptKey> {
  const { sealed, ...open } = parseCanonical('share-file', file, readFile);
  const salt = parseBase64Of(16, open.salt);
  const iv = parseBase64Of(12, open.iv);
  const content = owned(parseBase64(sealed));
  const key = await keyFrom(passphrase, salt, open.iterations);
  const seed = await crypto.subtle.decrypt(parameters(iv, open), key, content).catch(() => undefined);
  if (!seed) throw new Refused('passphrase-wrong');
  return { uuid: open.uuid, index: open.index, seed: parseSeed(textFromUtf8(new Uint8Array(seed))) };
}

async function keyFrom(passphrase: string, salt: Uint8Array, iterations: number): Promise<CryptoKey> {
  const typed = owned(utf8ToBytes(passphrase.normalize('NFC')));
  const material = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt: owned(salt), iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function parameters(iv: Uint8Array, open: object): AesGcmParams {
  return { name: 'AES-GCM', iv: owned(iv), additionalData: owned(utf8ToBytes(JSON.stringify(open))) };
}

/** WebCrypto's types want bytes that no other thread shares. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
