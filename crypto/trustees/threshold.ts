import { integer, list, object, optional, text } from '../canonical.ts';
import type { Element, Group } from '../group/group.ts';
import { readProof, type ProofText } from '../proof.ts';
import { Refused, within } from '../refusal.ts';
import { contentOf, isSigned, readSignedMessage, type SignedMessage } from './signed-message.ts';
import { checkTrusteeKey, memberOf, readTrusteeKey, type TrusteeKey } from './trustee-key.ts';

/** What a Pedersen trustee's certificate is for. */
export interface CertificateContext {
  readonly group: string;
  /** n, number of trustees. */
  readonly size: number;
  /** t, number of trustees that suffice to decrypt. */
  readonly threshold: number;
  /** From 1. */
  readonly index: number;
}

/** Public outcome of a Pedersen key generation as the archive holds it (`threshold_parameters`). */
export interface ThresholdParameters {
  readonly threshold: number;
  readonly certs: readonly SignedMessage[];
  readonly coefexps: readonly SignedMessage[];
  /** Of each trustee, over all certificates and the own coefficients. Absent only in what Belenios 2.0 wrote. */
  readonly signatures?: readonly ProofText[];
  readonly verification_keys: readonly TrusteeKey[];
}

/** What counting needs to know of trustees with a common key. */
export interface ThresholdKeys {
  readonly threshold: number;
  /** Their common key: the product of the constant coefficients. */
  readonly publicKey: Element;
  /** g^S_j of each trustee, in order. */
  readonly verificationKeys: readonly Element[];
}

/** More trustees than people can bring together. */
export const MOST_TRUSTEES = 255;

const place = integer(1, MOST_TRUSTEES);
const context = object({ group: text(100), size: place, threshold: place, index: place });
/** The keys that a trustee signs with and is written to. The context is absent only in what Belenios 2.0 wrote. */
const readCertificate = object({
  context: optional(context),
  verification: text(1000),
  encryption: text(1000),
});
const readCoefficients = object({ coefexps: list(text(1000), MOST_TRUSTEES, 1) });

export const readThreshold = object({
  threshold: place,
  certs: list(readSignedMessage, MOST_TRUSTEES, 1),
  coefexps: list(readSignedMessage, MOST_TRUSTEES, 1),
  signatures: optional(list(readProof, MOST_TRUSTEES, 1)),
  verification_keys: list(readTrusteeKey, MOST_TRUSTEES, 1),
});

/** The only group for which a key generation without contexts and signatures is accepted: 2.0 knows no other. */
const UNSIGNED_GROUP = 'BELENIOS-2048';

/**
 * Checks a Pedersen key generation: certificates with their contexts, coefficients, the signature of everyone over all
 * certificates, and the verification keys against the coefficients.
 *
 * Refused: threshold-out-of-range, threshold-wrong-length, certificate-…, coefficients-…, transcript-signature-missing,
 *   transcript-signature-invalid, verification-key-…, trustee-…, element-…, scalar-….
 * Source: belenios-v1 §5.8. Not checked: that everyone committed before anyone revealed (the ceremony does).
 */
export function checkThreshold(group: Group, parameters: ThresholdParameters): ThresholdKeys {
  const { threshold, certs, coefexps, signatures, verification_keys: keys } = parameters;
  refuseLengths(parameters);
  if (!signatures && group.name !== UNSIGNED_GROUP) throw new Refused('transcript-signature-missing');
  const shape = signatures && { group: group.name, size: certs.length, threshold };
  const trustees = certs.map((cert, i) => {
    return within(`trustee ${i + 1}`, () => {
      const { verification } = checkCertificate(group, cert, shape && { ...shape, index: i + 1 });
      const coefficients = checkCoefficients(group, coefexps[i]!, { signer: verification, threshold });
      return { verification, coefficients };
    });
  });
  const sums = coefficientSums(
    group,
    trustees.map(({ coefficients }) => coefficients),
  );
  const verificationKeys = trustees.map(({ verification: signer, coefficients }, i) => {
    return within(`trustee ${i + 1}`, () => {
      const message = transcriptMessage(certs, coefficients.map(group.format));
      if (signatures) requireTranscript(group, signer, { message, signature: signatures[i]! });
      return checkVerificationKey(group, keys[i]!, {
        expected: imageAt(group, sums, i + 1),
        signer,
        isWanted: signatures !== undefined,
      });
    });
  });
  return { threshold, publicKey: sums[0]!, verificationKeys };
}

function refuseLengths({
  threshold,
  certs,
  coefexps,
  signatures,
  verification_keys,
}: ThresholdParameters): void {
  const size = certs.length;
  if (threshold > size) throw new Refused('threshold-out-of-range', `${threshold} of ${size}`);
  for (const { length } of [coefexps, signatures ?? certs, verification_keys])
    if (length !== size) throw new Refused('threshold-wrong-length', `${length} instead of ${size}`);
}

/**
 * A certificate, signed with the key that it brings along.
 * @param wanted the context it must have; absent where it must have none
 * Refused: certificate-not-canonical, certificate-context-wrong, certificate-signature-invalid, trustee-key-neutral,
 *   json-…, element-…, scalar-…
 */
export function checkCertificate(
  group: Group,
  signed: SignedMessage,
  wanted?: CertificateContext,
): { verification: Element; encryption: Element } {
  const certificate = contentOf('certificate', signed, readCertificate);
  if (JSON.stringify(certificate.context) !== JSON.stringify(inOrder(wanted)))
    throw new Refused('certificate-context-wrong');
  const verification = memberOf(group, certificate.verification);
  const encryption = memberOf(group, certificate.encryption);
  if (!isSigned(group, verification, signed)) throw new Refused('certificate-signature-invalid');
  return { verification, encryption };
}

/** The keys of a context in the order in which they are written. */
export function inOrder(wanted: CertificateContext | undefined): CertificateContext | undefined {
  if (!wanted) return undefined;
  const { group, size, threshold, index } = wanted;
  return { group, size, threshold, index };
}

/**
 * The images g^a_0 … g^a_(t−1) of a trustee's polynomial.
 * Refused: coefficients-not-canonical, coefficients-wrong-number, coefficients-signature-invalid, trustee-key-neutral,
 *   json-…, element-…, scalar-…
 */
export function checkCoefficients(
  group: Group,
  signed: SignedMessage,
  { signer, threshold }: { signer: Element; threshold: number },
): Element[] {
  const { coefexps } = contentOf('coefficients', signed, readCoefficients);
  if (coefexps.length !== threshold) throw new Refused('coefficients-wrong-number', `${coefexps.length}`);
  if (!isSigned(group, signer, signed)) throw new Refused('coefficients-signature-invalid');
  return coefexps.map((image) => memberOf(group, image));
}

/** What each trustee signs over everybody's certificates and the own coefficients (≥ 2.5.1). */
export function transcriptMessage(certs: readonly SignedMessage[], coefexps: readonly string[]): string {
  return `certs_sig|${JSON.stringify({ certs, coefexps })}`;
}

/** For each power k the product of everybody's g^a_k: the images of the sum of all polynomials. */
export function coefficientSums(group: Group, coefficients: readonly (readonly Element[])[]): Element[] {
  const [first = []] = coefficients;
  return first.map((_, k) => group.product(...coefficients.map((images) => images[k]!)));
}

/** g^f(index) from the images of f's coefficients: Π A_k^(index^k), by Horner's rule. */
export function imageAt(group: Group, images: readonly Element[], index: number): Element {
  const at = group.scalar(BigInt(index));
  return images.reduceRight((value, image) => group.product(group.power(value, at), image), group.neutral);
}

function requireTranscript(group: Group, signer: Element, signed: SignedMessage): void {
  if (!isSigned(group, signer, signed)) throw new Refused('transcript-signature-invalid');
}

/**
 * A verification key g^S_j: as it follows from everybody's coefficients, with proof, and signed by its owner.
 * @param isWanted whether there must be a signature (all but what 2.0 wrote) or must be none
 * Refused: verification-key-wrong, verification-key-signature-missing, verification-key-signature-invalid, trustee-…, …
 */
export function checkVerificationKey(
  group: Group,
  key: TrusteeKey,
  { expected, signer, isWanted }: { expected: Element; signer: Element; isWanted: boolean },
): Element {
  const own = checkTrusteeKey(group, key);
  if (!group.isEqual(own, expected)) throw new Refused('verification-key-wrong');
  const { public_key: message, signature } = key;
  if ((signature !== undefined) !== isWanted) throw new Refused('verification-key-signature-missing');
  if (signature && !isSigned(group, signer, { message, signature }))
    throw new Refused('verification-key-signature-invalid');
  return own;
}
