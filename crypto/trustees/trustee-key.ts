import { object, optional, text } from '../canonical.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import {
  formatProof,
  isKnowledgeProven,
  parseProof,
  proveKnowledge,
  readProof,
  type ProofText,
} from '../proof.ts';
import { randomScalar, systemRandom, type Random } from '../random.ts';
import { Refused } from '../refusal.ts';

/** A trustee's public key g^x with the proof that its owner knows x. */
export interface TrusteeKey {
  readonly pok: ProofText;
  readonly public_key: string;
  /** In threshold keys since 2.5.1: the trustee's signature over `public_key`. */
  readonly signature?: ProofText;
  readonly name?: string;
}

export const readTrusteeKey = object({
  pok: readProof,
  public_key: text(1000),
  signature: optional(readProof),
  name: optional(text(1000)),
});

/** A key of a trustee for one election, alone necessary: without it nothing can be decrypted. */
export function createTrusteeKey(
  group: Group,
  random: Random = systemRandom,
): { secret: Scalar; key: TrusteeKey } {
  const secret = randomScalar(group, random);
  return { secret, key: proveTrusteeKey(group, secret, random) };
}

/** The public part of a secret key: A = g^w, c = H("pok|GROUP|X|", [A]), response = w − x·c. */
export function proveTrusteeKey(group: Group, secret: Scalar, random: Random = systemRandom): TrusteeKey {
  const publicKey = group.format(group.powerSecret(group.generator, secret));
  const pok = formatProof(proveKnowledge(group, secret, { prefix: pokPrefix(group, publicKey), random }));
  return { pok, public_key: publicKey };
}

/**
 * Checks `proveTrusteeKey`, and so that nobody built this key out of those of others.
 * Refused: element-…, scalar-…, trustee-key-neutral, trustee-proof-invalid. Not checked: `signature`.
 */
export function checkTrusteeKey(group: Group, key: TrusteeKey): Element {
  const element = memberOf(group, key.public_key);
  const proof = parseProof(group, key.pok);
  const isProven = isKnowledgeProven(group, element, { prefix: pokPrefix(group, key.public_key), proof });
  if (!isProven) throw new Refused('trustee-proof-invalid');
  return element;
}

/** A public key from its canonical form. Refused: element-…, trustee-key-neutral (its secret is 0 for all to see). */
export function memberOf(group: Group, key: string): Element {
  const element = group.parse(key);
  if (group.isNeutral(element)) throw new Refused('trustee-key-neutral');
  return element;
}

function pokPrefix(group: Group, key: string): string {
  return `pok|${group.name}|${key}|`;
}
