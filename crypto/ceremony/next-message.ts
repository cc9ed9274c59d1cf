import { formatProof, proveEqualExponent, proveKnowledge } from '../proof.ts';
import type { Scalar } from '../group/group.ts';
import { asRefused, Refused } from '../refusal.ts';
import { signatureOf, signMessage } from '../trustees/signed-message.ts';
import { inOrder, transcriptMessage, type ThresholdParameters } from '../trustees/threshold.ts';
import { proveTrusteeKey } from '../trustees/trustee-key.ts';
import { commitmentTo, readCeremony, revealPrefix, thresholdParameters } from './accept-message.ts';
import { complaintPrefix, receivedShare, sealedShare } from './complaint.ts';
import type { CeremonyScope, Unsigned } from './messages.ts';
import { openingOf, parseSealed, sealMessage } from './sealed-message.ts';
import { derivedRandom, deriveSecrets, polynomialAt, type CeremonySecrets } from './seed.ts';
import { LAST_ROUND, signedText, type CeremonyFault, type Transcript } from './transcript.ts';

/** Who takes the step. */
export interface CeremonySeat {
  /** From 1. */
  readonly index: number;
  /** 22 base58 characters; everything else follows from it. Never leaves the device but encrypted or on paper. */
  readonly seed: string;
}

/** What a trustee's page has to do now. */
export type CeremonyStep =
  | { readonly status: 'send'; readonly message: string }
  | { readonly status: 'wait'; readonly for: readonly number[] }
  | { readonly status: 'failed'; readonly fault: CeremonyFault }
  | { readonly status: 'done'; readonly share: Scalar; readonly parameters: ThresholdParameters };

interface Desk {
  readonly transcript: Transcript;
  readonly seat: CeremonySeat;
  readonly secrets: CeremonySecrets;
}

/**
 * A trustee's next step in the generation of the common key, from the seed and all messages so far. It has no memory: a page
 * that was closed asks again and gets the same message, byte for byte. At the end it gives the share S_j = Σ f_i(j) and the
 * public parameters.
 *
 * @param messages all of the ceremony in the order of their publication, as the server gives them
 * Refused: own-message-differs where the list has another message under this index than this seed makes, and whatever
 *   `readCeremony` refuses: the list is not to be trusted then.
 * Source: belenios-v1 §5.8 (formats), security R-27 (commitments, transcript, complaints).
 * Not checked: that others see the same list before the last round is over; their confirmations say so.
 */
export async function nextMessage(
  scope: CeremonyScope,
  seat: CeremonySeat,
  messages: readonly string[],
): Promise<CeremonyStep> {
  const transcript = await readCeremony(scope, messages);
  if (!transcript.indices.includes(seat.index)) throw new RangeError(`no seat ${seat.index}`);
  const { group, threshold } = scope;
  const place = `${scope.uuid}|${seat.index}|${group.name}|${scope.size}|${threshold}`;
  const desk = { transcript, seat, secrets: deriveSecrets(group, seat.seed, { place, threshold }) };
  const { round } = transcript;
  await refuseStrangers(desk, round);
  if (transcript.fault) return { status: 'failed', fault: transcript.fault };
  if (round > LAST_ROUND) {
    return { status: 'done', share: await ownShare(desk), parameters: thresholdParameters(transcript) };
  }
  const missing = transcript.missingIn(round);
  if (!missing.includes(seat.index)) return { status: 'wait', for: missing };
  return { status: 'send', message: await messageFor(desk, round) };
}

/** What stands under the own index must be what this seed makes of what stood before it. */
async function refuseStrangers(desk: Desk, round: number): Promise<void> {
  for (let earlier = 1; earlier <= Math.min(round, LAST_ROUND); earlier++) {
    const sent = desk.transcript.rawOf(earlier, desk.seat.index);
    if (sent !== undefined && sent !== (await messageFor(desk, earlier)))
      throw new Refused('own-message-differs', `round ${earlier}`);
  }
}

async function messageFor(desk: Desk, round: number): Promise<string> {
  if (round === 1) return commitment(desk);
  if (round === 2) return reveal(desk);
  if (round === 3) return shares(desk);
  if (round === 4) return verification(desk);
  return signed(desk, { kind: 'confirmation', index: desk.seat.index });
}

function commitment(desk: Desk): string {
  const digest = commitmentTo(desk.transcript.scope, reveal(desk));
  return JSON.stringify({ kind: 'commitment', index: desk.seat.index, digest });
}

function reveal({ transcript: { scope }, seat, secrets }: Desk): string {
  const { group, size, threshold } = scope;
  const { index } = seat;
  const imageOf = (secret: Scalar) => group.format(group.powerSecret(group.generator, secret));
  const context = inOrder({ group: group.name, size, threshold, index });
  const encryption = imageOf(secrets.dk);
  const coefexps = secrets.polynomial.map(imageOf);
  const sign = (content: object) => {
    const message = JSON.stringify(content);
    return signMessage(group, message, {
      secret: secrets.sk,
      random: derivedRandom(seat.seed, `sign|${message}`),
    });
  };
  const prove = (secret: string, image: string, exponent: Scalar) => {
    const prefix = revealPrefix(scope, { index, secret, image });
    const random = derivedRandom(seat.seed, `prove|${prefix}`);
    return formatProof(proveKnowledge(group, exponent, { prefix, random }));
  };
  return JSON.stringify({
    kind: 'reveal',
    index,
    cert: sign({ context, verification: imageOf(secrets.sk), encryption }),
    coefexps: sign({ coefexps }),
    encryption_pok: prove('encryption', encryption, secrets.dk),
    constant_pok: prove('constant', coefexps[0]!, secrets.polynomial[0]!),
  });
}

async function shares(desk: Desk): Promise<string> {
  const { transcript, seat, secrets } = desk;
  const { group } = transcript.scope;
  const seal = (to: number, content: object) => {
    const { recipient } = transcript.trustee(to);
    const message = JSON.stringify(content);
    const random = derivedRandom(seat.seed, `seal|${transcript.scope.uuid}|${recipient}|${message}`);
    return sealMessage(group, { recipient, message, sk: secrets.sk, random });
  };
  const { coefexps } = transcript.messageOf('reveal', seat.index);
  const certs = transcript.messagesOf('reveal').map(({ cert }) => cert);
  const images = group.formatAll(transcript.trustee(seat.index).coefficients);
  const polynomial = {
    polynomial: await seal(seat.index, { polynomial: secrets.polynomial.map(String) }),
    secrets: await Promise.all(
      transcript.indices.map((to) => seal(to, { secret: `${polynomialAt(group, secrets.polynomial, to)}` })),
    ),
    coefexps,
    signature: signature(desk, transcriptMessage(certs, images)),
  };
  return signed(desk, { kind: 'shares', index: seat.index, polynomial });
}

async function verification(desk: Desk): Promise<string> {
  const { transcript, seat } = desk;
  const { group } = transcript.scope;
  for (const against of transcript.indices) {
    try {
      await shareFrom(desk, against);
    } catch (error) {
      asRefused(error);
      return complaint(desk, against);
    }
  }
  const share = await ownShare(desk);
  const random = derivedRandom(seat.seed, `verification|${transcript.digestBefore(4)}`);
  const key = proveTrusteeKey(group, share, random);
  const keySignature = signature(desk, key.public_key);
  return signed(desk, { kind: 'verification', index: seat.index, key: { ...key, signature: keySignature } });
}

function complaint(desk: Desk, against: number): string {
  const { transcript, seat, secrets } = desk;
  const { group } = transcript.scope;
  const { index } = seat;
  const raw = sealedShare(transcript, against, index);
  const opening = openingOf(group, raw, secrets.dk);
  const prefix = complaintPrefix(transcript, { index, against });
  const random = derivedRandom(seat.seed, `complaint|${prefix}|${raw}`);
  const { alpha: base } = parseSealed(group, raw);
  const proof = formatProof(proveEqualExponent(group, secrets.dk, { prefix, base, random }));
  return signed(desk, { kind: 'complaint', index, against, opening: group.format(opening), proof });
}

async function ownShare(desk: Desk): Promise<Scalar> {
  let sum = 0n;
  for (const from of desk.transcript.indices) sum += await shareFrom(desk, from);
  return desk.transcript.scope.group.scalar(sum);
}

function shareFrom({ transcript, seat, secrets }: Desk, from: number): Promise<Scalar> {
  const opening = openingOf(transcript.scope.group, sealedShare(transcript, from, seat.index), secrets.dk);
  return receivedShare(transcript, { from, to: seat.index, opening });
}

function signed(desk: Desk, message: Unsigned): string {
  return JSON.stringify({ ...message, signature: signature(desk, signedText(desk.transcript, message)) });
}

function signature({ transcript, seat, secrets }: Desk, message: string) {
  const random = derivedRandom(seat.seed, `sign|${message}`);
  return signatureOf(transcript.scope.group, message, { secret: secrets.sk, random });
}
