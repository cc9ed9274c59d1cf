import type { Element, Group, Scalar } from '../group/group.ts';
import { sha256Base64 } from '../hash.ts';
import { isKnowledgeProven, type Proof, proveKnowledge } from '../proof.ts';
import type { Random } from '../random.ts';
import { Refused } from '../refusal.ts';

/** A ballot's signature: the hash of all the rest of the ballot, and a proof bound to it that the credential is known. */
export interface Signature {
  readonly hash: string;
  readonly proof: Proof;
}

/**
 * Signs a ballot. h = base64(SHA-256(ballot without "signature")); Schnorr with the prefix `sig|h|`.
 *
 * @param unsigned the ballot's canonical text without the key "signature"
 * @param secret the private credential
 */
export function signBallot(
  group: Group,
  unsigned: string,
  by: { secret: Scalar; random?: Random },
): Signature {
  const hash = sha256Base64(unsigned);
  const random = by.random === undefined ? {} : { random: by.random };
  return { hash, proof: proveKnowledge(group, by.secret, { prefix: `sig|${hash}|`, ...random }) };
}

/**
 * Checks `signBallot`: the hash is that of the ballot, and A = g^response · credential^challenge gives back the challenge.
 * The credential is bound through the hash.
 * Refused: signature-hash-wrong, signature-invalid. Not checked: that the credential may vote.
 */
export function checkSignature(
  group: Group,
  unsigned: string,
  by: Signature & { credential: Element },
): void {
  if (sha256Base64(unsigned) !== by.hash) throw new Refused('signature-hash-wrong');
  const shown = { prefix: `sig|${by.hash}|`, proof: by.proof };
  if (!isKnowledgeProven(group, by.credential, shown)) throw new Refused('signature-invalid');
}
