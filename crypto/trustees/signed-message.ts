import { object, parseCanonical, text, type Reader } from '../canonical.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import {
  formatProof,
  isKnowledgeProven,
  parseProof,
  proveKnowledge,
  readProof,
  type ProofText,
} from '../proof.ts';
import type { Random } from '../random.ts';

/** A text and a Schnorr signature over it (`sigmsg|message|`), as certificates and coefficients of trustees have it. */
export interface SignedMessage {
  readonly message: string;
  readonly signature: ProofText;
}

const MOST_TEXT = 1_000_000;

export const readSignedMessage: Reader<SignedMessage> = object({
  message: text(MOST_TEXT),
  signature: readProof,
});

/** Who signs: the secret key, and where its nonce comes from. */
export interface Signer {
  readonly secret: Scalar;
  readonly random?: Random | undefined;
}

/** Only the signature over `message`. Source: belenios-v1 §5.8. */
export function signatureOf(group: Group, message: string, { secret, random }: Signer): ProofText {
  const nonces = random === undefined ? {} : { random };
  return formatProof(proveKnowledge(group, secret, { prefix: `sigmsg|${message}|`, ...nonces }));
}

export function signMessage(group: Group, message: string, signer: Signer): SignedMessage {
  return { message, signature: signatureOf(group, message, signer) };
}

/**
 * Says whether the holder of `key` signed the message.
 * The challenge does not bind the key (version 1 has it so): two keys must never be open to choice.
 * Refused: scalar-not-canonical, scalar-too-large.
 */
export function isSigned(group: Group, key: Element, { message, signature }: SignedMessage): boolean {
  return isKnowledgeProven(group, key, { prefix: `sigmsg|${message}|`, proof: parseProof(group, signature) });
}

/** The content of a signed message, in its only written form. Refused: `<what>-not-canonical`, json-…. */
export function contentOf<T>(what: string, { message }: SignedMessage, read: Reader<T>): T {
  return parseCanonical({ what, limits: { size: MOST_TEXT, depth: 6 } }, message, read);
}
