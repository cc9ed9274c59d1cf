import type { Element, Group, Scalar } from '../group/group.ts';
import { object, parseCanonical, text } from '../canonical.ts';
import { isEqualExponentProven, parseProof } from '../proof.ts';
import { asRefused, Refused } from '../refusal.ts';
import { imageAt } from '../trustees/threshold.ts';
import type { ComplaintMessage } from './messages.ts';
import { openSealed, parseSealed } from './sealed-message.ts';
import type { CeremonyFault, Transcript } from './transcript.ts';

const readSecret = object({ secret: text(80) });

/**
 * The share that one trustee sent to another, checked against the sender's coefficients: g^share = Π A_k^(index^k).
 *
 * @param opening alpha^dk of the sealed share: the recipient computes it, a complaint shows it
 * Refused: seal-…, sealed-…, share-not-canonical, share-wrong, json-…, scalar-…, element-…: all faults of the sender
 */
export async function receivedShare(
  transcript: Transcript,
  { from, to, opening }: { from: number; to: number; opening: Element },
): Promise<Scalar> {
  const { group } = transcript.scope;
  const sender = transcript.trustee(from);
  const { recipient } = transcript.trustee(to);
  const raw = sealedShare(transcript, from, to);
  const message = await openSealed(group, raw, { opening, sender: sender.verification, recipient });
  const { secret } = parseCanonical('share', message, readSecret);
  const share = group.parseScalar(secret);
  const image = group.powerSecret(group.generator, share);
  if (!group.isEqual(image, imageAt(group, sender.coefficients, to))) throw new Refused('share-wrong');
  return share;
}

/** The sealed share from one trustee for another, as it stands in the third round. */
export function sealedShare(transcript: Transcript, from: number, to: number): string {
  return transcript.messageOf('shares', from).polynomial.secrets[to - 1]!;
}

/** What the proof of an opening is bound to. */
export function complaintPrefix(
  { scope }: Transcript,
  { index, against }: { index: number; against: number },
): string {
  return `ceremony-complaint|${scope.uuid}|${index}|${against}|`;
}

/**
 * Opens the share complained about, in front of everybody: either it is wrong, or the complaint is.
 * Refused: complaint-proof-invalid, element-…, scalar-… — then it is no complaint at all.
 */
export async function judgeComplaint(
  transcript: Transcript,
  message: ComplaintMessage,
): Promise<CeremonyFault> {
  const { group } = transcript.scope;
  const { index: complainer, against: from } = message;
  if (from > transcript.scope.size) throw new Refused('message-out-of-range', `${from}`);
  const opening = group.parse(message.opening);
  requireOpening(group, transcript, { message, opening });
  try {
    await receivedShare(transcript, { from, to: complainer, opening });
  } catch (error) {
    return { by: from, complainer, code: asRefused(error).code };
  }
  return { by: complainer, complainer, code: 'complaint-unfounded' };
}

function requireOpening(
  group: Group,
  transcript: Transcript,
  { message, opening }: { message: ComplaintMessage; opening: Element },
): void {
  const { alpha } = parseSealed(group, sealedShare(transcript, message.against, message.index));
  const statement = { public: transcript.trustee(message.index).encryption, base: alpha, image: opening };
  const shown = { prefix: complaintPrefix(transcript, message), proof: parseProof(group, message.proof) };
  if (!isEqualExponentProven(group, statement, shown)) throw new Refused('complaint-proof-invalid');
}
