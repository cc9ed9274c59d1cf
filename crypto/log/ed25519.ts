import { ed25519 } from '@noble/curves/ed25519.js';
import { Refused } from '../refusal.ts';
import { type Random, systemRandom } from '../random.ts';

/** Bytes of an Ed25519 secret seed or public key. */
export const KEY_LENGTH = 32;
/** Bytes of an Ed25519 signature. */
export const SIGNATURE_LENGTH = 64;

/** A fresh secret seed (32 bytes). */
export function newSigningSeed(random: Random = systemRandom): Uint8Array {
  return random(KEY_LENGTH);
}

/** The public key (32 bytes) of a secret seed (32 bytes). */
export function publicKeyOfSeed(seed: Uint8Array): Uint8Array {
  return ed25519.getPublicKey(seed);
}

/** The Ed25519 signature (RFC 8032, 64 bytes, deterministic) of `message` under the secret `seed`. */
export function signBytes(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return ed25519.sign(message, seed);
}

/**
 * A public key from its 32 bytes, held to more than RFC 8032 asks: canonical encoding, on the curve, in the subgroup of
 * prime order and not its neutral element. A key of small order would make signatures that fit any message.
 * Refused: signing-key-invalid.
 */
export function parsePublicKey(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== KEY_LENGTH || !isPrimeOrderPoint(bytes)) throw new Refused('signing-key-invalid');
  return bytes;
}

/**
 * Whether `signature` is the signature of `message` under `publicKey`, in the strictest reading of RFC 8032: canonical S
 * below the order, canonical R and key, both without a part of small order. Never throws.
 */
export function isSignatureValid(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_LENGTH || publicKey.length !== KEY_LENGTH) return false;
  if (!isPrimeOrderPoint(publicKey) || !isPrimeOrderPoint(signature.subarray(0, KEY_LENGTH))) return false;
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}

function isPrimeOrderPoint(bytes: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(bytes, false);
    return !point.is0() && point.isTorsionFree();
  } catch {
    return false;
  }
}
