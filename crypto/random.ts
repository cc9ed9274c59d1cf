import type { Group, Scalar } from './group/group.ts';

/** A source of cryptographically secure bytes: gives `length` fresh ones. */
export type Random = (length: number) => Uint8Array;

/** The system's generator (WebCrypto, in browsers and in Node). Every function that draws takes another one for tests. */
export const systemRandom: Random = (length) => globalThis.crypto.getRandomValues(new Uint8Array(length));

/**
 * A scalar drawn uniformly from 0 … q−1: 64 bytes reduced modulo q, which for q < 2^256 is further from uniform by less
 * than 2^-256.
 */
export function randomScalar(group: Group, random: Random = systemRandom): Scalar {
  return group.scalar(integerFromBytes(random(64)));
}

/** The big-endian integer in `bytes`. */
export function integerFromBytes(bytes: Uint8Array): bigint {
  let hex = '0x0';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return BigInt(hex);
}
