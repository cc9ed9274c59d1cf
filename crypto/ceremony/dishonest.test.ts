import { beforeAll, describe, expect, it } from 'vitest';
import type { Scalar } from '../group/group.ts';
import { formatProof, proveEqualExponent, proveKnowledge } from '../proof.ts';
import { randomScalar, systemRandom } from '../random.ts';
import { sodiumEd25519 as group } from '../testing/election.ts';
import { heldCeremony, seedsFor } from '../testing/held-election.ts';
import { refusalIn } from '../testing/refusal.ts';
import { signatureOf, signMessage } from '../trustees/signed-message.ts';
import { inOrder, transcriptMessage } from '../trustees/threshold.ts';
import { proveTrusteeKey } from '../trustees/trustee-key.ts';
import { acceptMessage, commitmentTo, readCeremony, revealPrefix } from './accept-message.ts';
import { complaintPrefix, sealedShare } from './complaint.ts';
import type { SharesMessage, Unsigned } from './messages.ts';
import { nextMessage } from './next-message.ts';
import { openingOf, parseSealed, sealMessage } from './sealed-message.ts';
import { deriveSecrets } from './seed.ts';
import { signedText, type Transcript } from './transcript.ts';

const scope = { group, uuid: 'StimmhausTest22', size: 3, threshold: 2 };
const seeds = seedsFor(3);
const keysOf = (index: number) => deriveSecrets(group, seeds[index - 1]!, { place: '', threshold: 1 });
const step = (index: number, messages: readonly string[]) =>
  nextMessage(scope, { index, seed: seeds[index - 1]! }, messages);

let messages: string[];
beforeAll(async () => {
  ({ messages } = await heldCeremony(scope, seeds));
});

/** Signs a message of any content as this trustee would. */
function signed(transcript: Transcript, message: Unsigned): string {
  const signature = signatureOf(group, signedText(transcript, message), { secret: keysOf(message.index).sk });
  return JSON.stringify({ ...message, signature });
}

/** The third round with the second trustee's message changed, and its other messages as they were. */
async function withShares(
  change: (message: SharesMessage) => SharesMessage['polynomial'] | Promise<SharesMessage['polynomial']>,
) {
  const transcript = await readCeremony(scope, messages.slice(0, 6));
  const honest = JSON.parse(messages[7]!) as SharesMessage;
  const polynomial = await change(honest);
  const raw = signed(transcript, { kind: 'shares', index: 2, polynomial });
  return [...messages.slice(0, 7), raw, messages[8]!];
}

async function sealedFor(to: number, secret: unknown, by = 2): Promise<string> {
  const recipient = group.format(group.power(group.generator, keysOf(to).dk));
  return sealMessage(group, {
    recipient,
    message: JSON.stringify(secret),
    sk: keysOf(by).sk,
    random: systemRandom,
  });
}

/** Replaces the share that the second trustee sends to the first. */
function withShareForFirst(share: string) {
  return withShares(({ polynomial }) => ({
    ...polynomial,
    secrets: [share, ...polynomial.secrets.slice(1)],
  }));
}

describe('[R-27] a bad share', () => {
  it.each<[string, () => Promise<string>]>([
    ['share-wrong', () => sealedFor(1, { secret: '7' })],
    ['seal-foreign', () => sealedFor(1, { secret: '7' }, 3)],
    ['seal-broken', () => sealedFor(3, { secret: '7' })],
    ['share-not-canonical', async () => sealSpaced()],
    ['json-missing-key', () => sealedFor(1, {})],
    ['scalar-too-large', () => sealedFor(1, { secret: group.order.toString() })],
  ])('is shown to all, and names who sent it: %s', async (code, share) => {
    const list = await withShareForFirst(await share());
    const complaint = await step(1, list);
    const raw = (complaint as { message: string }).message;
    expect(JSON.parse(raw)).toMatchObject({ kind: 'complaint', index: 1, against: 2 });
    const fault = { by: 2, complainer: 1, code };
    for (const index of [1, 2, 3]) {
      const seat = index === 2 ? { index: 3, seed: seeds[2]! } : { index, seed: seeds[index - 1]! };
      expect(await nextMessage(scope, seat, [...list, raw])).toEqual({ status: 'failed', fault });
    }
    const transcript = await readCeremony(scope, [...list, raw]);
    expect(await refusalIn(acceptMessage(transcript, messages[10]!))).toBe('ceremony-over');
  });

  async function sealSpaced(): Promise<string> {
    const recipient = group.format(group.power(group.generator, keysOf(1).dk));
    return sealMessage(group, {
      recipient,
      message: '{"secret": "7"}',
      sk: keysOf(2).sk,
      random: systemRandom,
    });
  }

  it('that is right falls back on who complains', async () => {
    const transcript = await readCeremony(scope, messages.slice(0, 9));
    await acceptMessage(transcript, await complaintOf(transcript, 1, 2));
    expect(transcript.fault).toEqual({ by: 1, complainer: 1, code: 'complaint-unfounded' });
  });

  it('cannot be claimed with an opening that is not proven, or against nobody', async () => {
    const transcript = await readCeremony(scope, messages.slice(0, 9));
    const wrong = group.power(group.generator, randomScalar(group));
    expect(await refusalIn(acceptMessage(transcript, await complaintOf(transcript, 1, 2, wrong)))).toBe(
      'complaint-proof-invalid',
    );
    const honest = JSON.parse(await complaintOf(transcript, 1, 2)) as { opening: string; proof: never };
    const { opening, proof } = honest;
    const nobody = signed(transcript, { kind: 'complaint', index: 1, against: 4, opening, proof });
    expect(await refusalIn(acceptMessage(transcript, nobody))).toBe('message-out-of-range');
    expect(transcript.fault).toBeUndefined();
  });

  async function complaintOf(
    transcript: Transcript,
    index: number,
    against: number,
    shown?: ReturnType<typeof openingOf>,
  ) {
    const raw = sealedShare(transcript, against, index);
    const { dk } = keysOf(index);
    const prefix = complaintPrefix(transcript, { index, against });
    const { alpha: base } = parseSealed(group, raw);
    const proof = formatProof(proveEqualExponent(group, dk, { prefix, base }));
    const opening = group.format(shown ?? openingOf(group, raw, dk));
    return signed(transcript, { kind: 'complaint', index, against, opening, proof });
  }
});

describe('shares', () => {
  it.each<[string, (m: SharesMessage) => SharesMessage['polynomial']]>([
    ['shares-wrong-number', ({ polynomial }) => ({ ...polynomial, secrets: polynomial.secrets.slice(1) })],
    ['shares-coefficients-differ', ({ polynomial }) => ({ ...polynomial, coefexps: coefficientsOf(1) })],
    [
      'transcript-signature-invalid',
      ({ polynomial }) => ({ ...polynomial, signature: polynomial.coefexps.signature }),
    ],
    ['json-malformed', ({ polynomial }) => ({ ...polynomial, polynomial: '' })],
    [
      'element-not-canonical',
      ({ polynomial }) => ({
        ...polynomial,
        secrets: polynomial.secrets.map((s) => s.replace('"alpha":"', '"alpha":"0')),
      }),
    ],
  ])('are refused with %s', async (code, change) => {
    expect((await readCeremony(scope, await withShares(({ polynomial }) => polynomial))).round).toBe(4);
    expect(await refusalIn(readCeremony(scope, await withShares(change)))).toBe(code);
  });

  it('of another trustee under the own name are refused', async () => {
    const raw = messages[7]!.replace('"index":2', '"index":1');
    expect(await refusalIn(readCeremony(scope, [...messages.slice(0, 6), raw]))).toBe('transcript-differs');
  });

  function coefficientsOf(index: number) {
    return (JSON.parse(messages[5 + index]!) as SharesMessage).polynomial.coefexps;
  }
});

describe('[C-17] a server or trustee that tells different people different things', () => {
  it('is found by the signatures of the next round', async () => {
    const honest = JSON.parse(messages[7]!) as SharesMessage;
    const other = await sealedFor(3, { secret: '7' });
    const list = await withShares(({ polynomial }) => ({ ...polynomial, polynomial: other }));
    expect(list[7]).not.toBe(JSON.stringify(honest));
    const third = (await step(3, list)) as { status: string; message: string };
    expect(third.status).toBe('send');
    const transcript = await readCeremony(scope, messages.slice(0, 11));
    expect(await refusalIn(acceptMessage(transcript, third.message))).toBe('transcript-differs');
    await acceptMessage(transcript, messages[11]!);
  });

  it('is found by the confirmations where it happened in the last but one round', async () => {
    const transcript = await readCeremony(scope, messages.slice(0, 11));
    const key = JSON.parse(messages[11]!) as { key: object };
    const raw = signed(transcript, {
      kind: 'verification',
      index: 3,
      key: { ...key.key, name: 'x' } as never,
    });
    const other = await readCeremony(scope, [...messages.slice(0, 11), raw]);
    await acceptMessage(other, signed(other, { kind: 'confirmation', index: 3 }));
    expect(await refusalIn(acceptMessage(other, messages[12]!))).toBe('transcript-differs');
  });
});

describe('a verification key', () => {
  const at = async (change: (key: ReturnType<typeof proveTrusteeKey>) => object) => {
    const transcript = await readCeremony(scope, messages.slice(0, 9));
    const { key } = JSON.parse(messages[9]!) as { key: ReturnType<typeof proveTrusteeKey> };
    const raw = signed(transcript, { kind: 'verification', index: 1, key: change(key) as never });
    return acceptMessage(transcript, raw);
  };

  it.each<[string, (key: ReturnType<typeof proveTrusteeKey>) => object]>([
    [
      'verification-key-wrong',
      (key) => ({ ...proveTrusteeKey(group, group.scalar(9n)), signature: key.signature }),
    ],
    ['trustee-proof-invalid', (key) => ({ ...key, pok: key.signature })],
    ['verification-key-signature-invalid', (key) => ({ ...key, signature: key.pok })],
    ['verification-key-signature-missing', ({ pok, public_key }) => ({ pok, public_key })],
  ])('is refused with %s', async (code, change) => {
    await at((key) => key);
    expect(await refusalIn(at(change))).toBe(code);
  });
});

describe('a revealing message', () => {
  interface Lie {
    readonly context?: object;
    readonly dk?: Scalar;
    readonly encryptionProof?: Scalar;
    readonly constantProof?: Scalar;
    readonly polynomial?: readonly Scalar[];
    readonly sk?: Scalar;
  }
  const one = (n: bigint) => group.scalar(n);

  /** The first trustee commits to this reveal and shows it. */
  function reveal(lie: Lie): string {
    const { sk = one(11n), dk = one(12n), polynomial = [one(13n), one(14n)] } = lie;
    const image = (x: Scalar) => group.format(group.power(group.generator, x));
    const context = { ...inOrder({ group: 'Ed25519', size: 3, threshold: 2, index: 1 }), ...lie.context };
    const sign = (content: object) => signMessage(group, JSON.stringify(content), { secret: sk });
    const prove = (secret: string, of: string, x: Scalar) =>
      formatProof(proveKnowledge(group, x, { prefix: revealPrefix(scope, { index: 1, secret, image: of }) }));
    return JSON.stringify({
      kind: 'reveal',
      index: 1,
      cert: sign({ context, verification: image(sk), encryption: image(dk) }),
      coefexps: sign({ coefexps: polynomial.map(image) }),
      encryption_pok: prove('encryption', image(dk), lie.encryptionProof ?? dk),
      constant_pok: prove('constant', image(polynomial[0]!), lie.constantProof ?? polynomial[0]!),
    });
  }

  const shown = async (lie: Lie) => {
    const raw = reveal(lie);
    const commitment = JSON.stringify({ kind: 'commitment', index: 1, digest: commitmentTo(scope, raw) });
    return readCeremony(scope, [commitment, ...messages.slice(1, 3), ...messages.slice(4, 6), raw]);
  };

  it.each<[string, Lie]>([
    ['reveal-proof-invalid', { encryptionProof: one(1n) }],
    ['reveal-proof-invalid', { constantProof: one(1n) }],
    ['certificate-context-wrong', { context: { index: 2 } }],
    ['certificate-context-wrong', { context: { threshold: 1 } }],
    ['certificate-context-wrong', { context: { size: 4 } }],
    ['certificate-context-wrong', { context: { group: 'BELENIOS-2048' } }],
    ['coefficients-wrong-number', { polynomial: [one(13n)] }],
    ['trustee-key-neutral', { polynomial: [one(13n), one(0n)] }],
    ['trustee-key-neutral', { dk: one(0n) }],
    ['trustee-key-neutral', { sk: one(0n) }],
    ['reveal-key-twice', { dk: keysOf(2).dk }],
    ['reveal-key-twice', { dk: keysOf(2).sk }],
    ['reveal-key-twice', { sk: keysOf(3).sk }],
  ])('is refused with %s: case %#', async (code, lie) => {
    expect((await shown({})).round).toBe(3);
    expect(await refusalIn(shown(lie))).toBe(code);
  });

  it('[C-14] with a constant built out of those of others has no proof', async () => {
    const others = messages.slice(4, 6).map((raw) => {
      const { coefexps } = JSON.parse(raw) as { coefexps: { message: string } };
      return group.parse((JSON.parse(coefexps.message) as { coefexps: string[] }).coefexps[0]!);
    });
    const rogue = group.format(
      group.quotient(group.power(group.generator, one(5n)), group.product(...others)),
    );
    const honest = JSON.parse(reveal({})) as { coefexps: { message: string } };
    const [, second] = (JSON.parse(honest.coefexps.message) as { coefexps: string[] }).coefexps;
    const coefexps = signMessage(group, JSON.stringify({ coefexps: [rogue, second] }), { secret: one(11n) });
    const prefix = revealPrefix(scope, { index: 1, secret: 'constant', image: rogue });
    const constant_pok = formatProof(proveKnowledge(group, one(5n), { prefix }));
    const raw = JSON.stringify({ ...honest, coefexps, constant_pok });
    const commitment = JSON.stringify({ kind: 'commitment', index: 1, digest: commitmentTo(scope, raw) });
    const list = [commitment, ...messages.slice(1, 3), ...messages.slice(4, 6), raw];
    expect(await refusalIn(readCeremony(scope, list))).toBe('reveal-proof-invalid');
  });

  it('cannot be replaced by a signature over other certificates', async () => {
    const transcript = await readCeremony(scope, messages.slice(0, 6));
    const certs = transcript.messagesOf('reveal').map(({ cert }) => cert);
    const images = group.formatAll(transcript.trustee(2).coefficients);
    const message = transcriptMessage([...certs].reverse(), images);
    const signature = signatureOf(group, message, { secret: keysOf(2).sk });
    const list = await withShares(({ polynomial }) => ({ ...polynomial, signature }));
    expect(await refusalIn(readCeremony(scope, list))).toBe('transcript-signature-invalid');
  });
});
