import {
  constants,
  createPrivateKey,
  generateKeyPair,
  privateEncrypt,
  publicEncrypt,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { decryptUnderHouseKey, encryptUnderHouseKey } from '#lib/platform/server/house-key.server.ts';

/** Bytes of an RSA-3072 modulus, of a blinded message and of a blind signature. */
export const CARD_BYTES = 384;

/** Makes a referendum's own RSA-3072 key, e = 65537; the private half leaves here only encrypted. */
export async function newCardKey(uuid: string): Promise<{ publicPem: string; privateSealed: string }> {
  const pair = await promisify(generateKeyPair)('rsa', { modulusLength: 3072, publicExponent: 65_537 });
  const der = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  return {
    publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateSealed: encryptUnderHouseKey(der, `card-key:${uuid}`),
  };
}

/**
 * The raw RSA operation on a blinded message (RFC 9474, BlindSign): 384 bytes with 1 < m < n − 1, checked with the
 * public key before it leaves, so that a fault in the signing gives nothing away. Null when the message is not one.
 */
export function signBlinded(uuid: string, privateSealed: string, blinded: Uint8Array): Uint8Array | null {
  const key = createPrivateKey({
    key: Buffer.from(decryptUnderHouseKey(privateSealed, `card-key:${uuid}`)),
    format: 'der',
    type: 'pkcs8',
  });
  if (!isBlindedMessage(key, blinded)) return null;
  const padding = constants.RSA_NO_PADDING;
  const signature = privateEncrypt({ key, padding }, blinded);
  if (!publicEncrypt({ key, padding }, signature).equals(blinded))
    throw new Error('The card signature does not check.');
  return signature;
}

function isBlindedMessage(key: KeyObject, blinded: Uint8Array): boolean {
  if (blinded.length !== CARD_BYTES) return false;
  const modulus = Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url');
  const m = BigInt(`0x${Buffer.from(blinded).toString('hex')}`);
  const n = BigInt(`0x${modulus.toString('hex')}`);
  return m > 1n && m < n - 1n;
}
