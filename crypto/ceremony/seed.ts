import { sha512 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { createCredential } from '../credential.ts';
import type { Group, Scalar } from '../group/group.ts';
import { sha256Hex } from '../hash.ts';
import { randomScalar, systemRandom, type Random } from '../random.ts';
import { Refused } from '../refusal.ts';

/** Everything secret that a trustee keeps follows from the seed and, for the share, from the ceremony's messages. */
export interface CeremonySecrets {
  /** Signs. */
  readonly sk: Scalar;
  /** Opens what others sealed. */
  readonly dk: Scalar;
  /** a_0 … a_(t−1) of the own polynomial. */
  readonly polynomial: readonly Scalar[];
}

const SEED = /^[1-9A-HJ-NP-Za-km-z]{22}$/;

/**
 * A fresh seed: 22 base58 characters, 128 bits, the form of the stock tool. On paper it is the trustee's whole key.
 */
export function createSeed(random: Random = systemRandom): string {
  return createCredential(random).replaceAll('-', '');
}

/** The seed in groups that people can copy: `XXXXX-XXXXXX-XXXXX-XXXXXX`. */
export function printSeed(seed: string): string {
  return [seed.slice(0, 5), seed.slice(5, 11), seed.slice(11, 16), seed.slice(16)].join('-');
}

/** The seed from what somebody typed; spaces and dashes do not matter. Refused: seed-malformed. */
export function parseSeed(typed: string): string {
  const seed = typed.replace(/[\s-]/g, '');
  if (!SEED.test(seed)) throw new Refused('seed-malformed');
  return seed;
}

/**
 * sk and dk as the stock tool derives them (SHA-256 of `sk|seed`, `dk|seed`); the polynomial with SHA-512 of the seed and
 * the place it is for, so that a page that was closed makes the same one again.
 */
export function deriveSecrets(
  group: Group,
  seed: string,
  at: { place: string; threshold: number },
): CeremonySecrets {
  const integer = (kind: string) => group.scalar(BigInt(`0x${sha256Hex(`${kind}|${seed}`)}`));
  const polynomial = Array.from({ length: at.threshold }, (_, k) =>
    randomScalar(group, derivedRandom(seed, `polynomial|${at.place}|${k}`)),
  );
  return { sk: integer('sk'), dk: integer('dk'), polynomial };
}

/**
 * Bytes that only the holder of the seed can compute, different for every purpose. A nonce drawn from it belongs to one
 * message only, as long as `purpose` contains that message.
 */
export function derivedRandom(seed: string, purpose: string): Random {
  let counter = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 64) {
      const block = sha512(utf8ToBytes(`ceremony-random|${seed}|${counter++}|${purpose}`));
      bytes.set(block.subarray(0, length - at), at);
    }
    return bytes;
  };
}

/** f(index) of the polynomial with these coefficients, by Horner's rule. */
export function polynomialAt(group: Group, polynomial: readonly Scalar[], index: number): Scalar {
  return polynomial.reduceRight<Scalar>(
    (value, a) => group.scalar(value * BigInt(index) + a),
    group.scalar(0n),
  );
}
