import { sha256Base64 } from '../hash.ts';
import { isKnowledgeProven, parseProof, type ProofText } from '../proof.ts';
import { Refused } from '../refusal.ts';
import { isSigned } from '../trustees/signed-message.ts';
import {
  checkCertificate,
  checkCoefficients,
  checkVerificationKey,
  coefficientSums,
  imageAt,
  transcriptMessage,
} from '../trustees/threshold.ts';
import { judgeComplaint } from './complaint.ts';
import {
  parseMessage,
  type CeremonyMessage,
  type CeremonyScope,
  type CommitmentMessage,
  type RevealMessage,
  type SharesMessage,
  type VerificationMessage,
} from './messages.ts';
import { parseSealed } from './sealed-message.ts';
import { signedText, Transcript, type RevealedTrustee } from './transcript.ts';

/**
 * Reads a ceremony from all its messages in the order in which they were published, each checked completely. The server,
 * trustees and anyone else read it alike.
 *
 * Refused: as `acceptMessage`. A refusal means that the list must not be trusted: something in it was never valid here.
 */
export async function readCeremony(scope: CeremonyScope, messages: Iterable<string>): Promise<Transcript> {
  const transcript = new Transcript(scope);
  for (const raw of messages) await acceptMessage(transcript, raw);
  return transcript;
}

/**
 * Adds one message, if it may come now and is right. A complaint ends the ceremony: `fault` says who is to blame.
 * Refused: message-…, commitment-malformed, reveal-…, certificate-…, coefficients-…, shares-…, sealed-…,
 *   transcript-signature-invalid, verification-key-…, trustee-…, complaint-proof-invalid, ceremony-over,
 *   transcript-differs (signed over other messages than these), json-…, element-…, scalar-…
 */
export async function acceptMessage(transcript: Transcript, raw: string): Promise<void> {
  const message = parseMessage(raw);
  transcript.refuseOutOfTurn(message);
  if ('signature' in message) requireOwn(transcript, message);
  switch (message.kind) {
    case 'commitment':
      checkCommitment(message);
      break;
    case 'reveal':
      transcript.revealed.set(message.index, checkReveal(transcript, message, raw));
      break;
    case 'shares':
      checkShares(transcript, message);
      break;
    case 'verification':
      checkVerification(transcript, message);
      break;
    case 'complaint':
      transcript.fault = await judgeComplaint(transcript, message);
      break;
    default:
    // A confirmation says nothing but what its signature covers.
  }
  transcript.add(message, raw);
}

/** The digest that fixes a revealing message before anyone sees it. */
export function commitmentTo({ uuid }: CeremonyScope, reveal: string): string {
  return sha256Base64(`ceremony-commitment|${uuid}|${reveal}`);
}

/** What the proofs in a revealing message are bound to. */
export function revealPrefix(
  { uuid }: CeremonyScope,
  of: { index: number; secret: string; image: string },
): string {
  return `ceremony-pok|${uuid}|${of.index}|${of.secret}|${of.image}|`;
}

type Signed = Extract<CeremonyMessage, { signature: ProofText }>;

function requireOwn(transcript: Transcript, message: Signed): void {
  const signed = { message: signedText(transcript, message), signature: message.signature };
  const { verification } = transcript.trustee(message.index);
  if (!isSigned(transcript.scope.group, verification, signed))
    throw new Refused('transcript-differs', `${message.kind} of ${message.index}`);
}

function checkCommitment({ digest }: CommitmentMessage): void {
  if (!/^[A-Za-z0-9+/]{43}$/.test(digest)) throw new Refused('commitment-malformed');
}

function checkReveal(transcript: Transcript, message: RevealMessage, raw: string): RevealedTrustee {
  const { scope } = transcript;
  const { group, size, threshold } = scope;
  const { index } = message;
  const { digest } = transcript.messageOf('commitment', index);
  if (commitmentTo(scope, raw) !== digest) throw new Refused('reveal-differs', `${index}`);
  const context = { group: group.name, size, threshold, index };
  const { verification, encryption } = checkCertificate(group, message.cert, context);
  const coefficients = checkCoefficients(group, message.coefexps, { signer: verification, threshold });
  const [recipient, constant] = group.formatAll([encryption, coefficients[0]!]) as [string, string];
  const shown = [
    { secret: 'encryption', image: recipient, base: encryption, text: message.encryption_pok },
    { secret: 'constant', image: constant, base: coefficients[0]!, text: message.constant_pok },
  ];
  for (const { secret, image, base, text } of shown) {
    const prefix = revealPrefix(scope, { index, secret, image });
    const isProven = isKnowledgeProven(group, base, { prefix, proof: parseProof(group, text) });
    if (!isProven) throw new Refused('reveal-proof-invalid', secret);
  }
  const trustee = { verification, encryption, recipient, coefficients };
  refuseTwins(transcript, trustee);
  return trustee;
}

/** Nobody brings a key that another has: messages of the one would open or pass for those of the other. */
function refuseTwins({ scope: { group }, revealed }: Transcript, own: RevealedTrustee): void {
  const keys = ({ verification, encryption, coefficients }: RevealedTrustee) => [
    verification,
    encryption,
    coefficients[0]!,
  ];
  const taken = [...revealed.values()].flatMap(keys);
  if (keys(own).some((key) => taken.some((other) => group.isEqual(key, other))))
    throw new Refused('reveal-key-twice');
}

function checkShares(transcript: Transcript, { index, polynomial }: SharesMessage): void {
  const { group, size } = transcript.scope;
  const { coefexps } = transcript.messageOf('reveal', index);
  if (JSON.stringify(polynomial.coefexps) !== JSON.stringify(coefexps))
    throw new Refused('shares-coefficients-differ');
  if (polynomial.secrets.length !== size)
    throw new Refused('shares-wrong-number', `${polynomial.secrets.length}`);
  for (const sealed of [polynomial.polynomial, ...polynomial.secrets]) parseSealed(group, sealed);
  const { verification, coefficients } = transcript.trustee(index);
  const certs = transcript.messagesOf('reveal').map(({ cert }) => cert);
  const message = transcriptMessage(certs, group.formatAll(coefficients));
  if (!isSigned(group, verification, { message, signature: polynomial.signature }))
    throw new Refused('transcript-signature-invalid');
}

function checkVerification(transcript: Transcript, { index, key }: VerificationMessage): void {
  const { group } = transcript.scope;
  const coefficients = transcript.indices.map((i) => transcript.trustee(i).coefficients);
  const expected = imageAt(group, coefficientSums(group, coefficients), index);
  const { verification: signer } = transcript.trustee(index);
  checkVerificationKey(group, key, { expected, signer, isWanted: true });
}

/** The group's public outcome, once all verification keys are there; for the archive. */
export function thresholdParameters(transcript: Transcript) {
  const reveals = transcript.messagesOf('reveal');
  return {
    threshold: transcript.scope.threshold,
    certs: reveals.map(({ cert }) => cert),
    coefexps: reveals.map(({ coefexps }) => coefexps),
    signatures: transcript.messagesOf('shares').map(({ polynomial }) => polynomial.signature),
    verification_keys: transcript.messagesOf('verification').map(({ key }) => key),
  };
}
