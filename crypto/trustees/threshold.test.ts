import { beforeAll, describe, expect, it } from 'vitest';
import { deriveSecrets } from '../ceremony/seed.ts';
import { belenios2048 } from '../group/belenios-2048.ts';
import type { Group } from '../group/group.ts';
import { refusalOf, sodiumEd25519 } from '../testing/election.ts';
import { heldCeremony, seedsFor } from '../testing/held-election.ts';
import { itWithVectors, vectorText } from '../testing/vectors.ts';
import { signatureOf, signMessage } from './signed-message.ts';
import { checkThreshold, transcriptMessage, type ThresholdParameters } from './threshold.ts';
import { proveTrusteeKey } from './trustee-key.ts';

type Changed = { -readonly [K in keyof ThresholdParameters]: ThresholdParameters[K] };
const group: Group = sodiumEd25519;
const UUID = 'StimmhausTest22';
const secretOf = (one: Group, index: number) =>
  deriveSecrets(one, seedsFor(3)[index - 1]!, { place: '', threshold: 1 }).sk;

let honest: ThresholdParameters;
beforeAll(async () => {
  const scope = { group, uuid: UUID, size: 3, threshold: 2 };
  honest = (await heldCeremony(scope, seedsFor(3))).parameters;
});

/** Puts other content into a signed message, signed by its own trustee. */
function signedAgain(index: number, message: string) {
  return signMessage(group, message, { secret: secretOf(group, index) });
}

describe('a key generation', () => {
  it('is right where everybody kept to it', () => {
    const keys = checkThreshold(group, honest);
    expect(keys.threshold).toBe(2);
    expect(keys.verificationKeys.map((key) => group.format(key))).toEqual(
      honest.verification_keys.map(({ public_key }) => public_key),
    );
  });

  const swap = <T>(list: readonly T[], at: number, value: T): T[] =>
    list.map((one, i) => (i === at ? value : one));
  const cases: [string, (p: Changed) => void][] = [
    ['threshold-out-of-range', (p) => (p.threshold = 4)],
    ['certificate-context-wrong', (p) => (p.threshold = 3)],
    ['threshold-wrong-length', (p) => (p.coefexps = p.coefexps.slice(1))],
    ['threshold-wrong-length', (p) => (p.signatures = p.signatures!.slice(1))],
    ['threshold-wrong-length', (p) => (p.verification_keys = p.verification_keys.slice(1))],
    ['transcript-signature-missing', (p) => delete p.signatures],
    ['certificate-context-wrong', (p) => (p.certs = [p.certs[1]!, p.certs[0]!, p.certs[2]!])],
    ['certificate-context-wrong', (p) => (p.certs = swap(p.certs, 0, withoutContext(p.certs[0]!)))],
    ['certificate-not-canonical', (p) => (p.certs = swap(p.certs, 0, spaced(1, p.certs[0]!)))],
    [
      'certificate-signature-invalid',
      (p) => (p.certs = swap(p.certs, 0, { ...p.certs[1]!, message: p.certs[0]!.message })),
    ],
    ['coefficients-not-canonical', (p) => (p.coefexps = swap(p.coefexps, 0, spaced(1, p.coefexps[0]!)))],
    ['coefficients-signature-invalid', (p) => (p.coefexps = swap(p.coefexps, 0, p.coefexps[1]!))],
    ['coefficients-wrong-number', (p) => (p.coefexps = swap(p.coefexps, 0, shortened(p.coefexps[0]!)))],
    ['trustee-key-neutral', (p) => (p.coefexps = swap(p.coefexps, 0, withNeutral(p.coefexps[0]!)))],
    ['transcript-signature-invalid', (p) => (p.signatures = swap(p.signatures!, 0, p.signatures![1]!))],
    [
      'verification-key-wrong',
      (p) => (p.verification_keys = swap(p.verification_keys, 0, p.verification_keys[1]!)),
    ],
    [
      'verification-key-wrong',
      (p) => (p.verification_keys = swap(p.verification_keys, 0, proveTrusteeKey(group, group.scalar(7n)))),
    ],
    [
      'verification-key-signature-missing',
      (p) => (p.verification_keys = swap(p.verification_keys, 0, unsigned(p))),
    ],
    [
      'verification-key-signature-invalid',
      (p) =>
        (p.verification_keys = swap(p.verification_keys, 0, {
          ...p.verification_keys[0]!,
          signature: p.verification_keys[1]!.signature!,
        })),
    ],
    [
      'trustee-proof-invalid',
      (p) =>
        (p.verification_keys = swap(p.verification_keys, 0, {
          ...p.verification_keys[0]!,
          pok: p.verification_keys[1]!.pok,
        })),
    ],
  ];

  it.each(cases)('is refused with %s: case %#', (code, change) => {
    const changed: Changed = { ...honest };
    change(changed);
    expect(refusalOf(() => checkThreshold(group, changed))).toBe(code);
  });

  it('[C-17] is refused where a trustee signed other certificates than these', () => {
    const images = (JSON.parse(honest.coefexps[2]!.message) as { coefexps: string[] }).coefexps;
    const others = [honest.certs[1]!, honest.certs[0]!, honest.certs[2]!];
    const sign = (certs: typeof others) =>
      signatureOf(group, transcriptMessage(certs, images), { secret: secretOf(group, 3) });
    const withLast = (certs: typeof others) => ({
      ...honest,
      signatures: [...honest.signatures!.slice(0, 2), sign(certs)],
    });
    expect(() => checkThreshold(group, withLast([...honest.certs]))).not.toThrow();
    expect(refusalOf(() => checkThreshold(group, withLast(others)))).toBe('transcript-signature-invalid');
  });

  itWithVectors('that 2.0 wrote is accepted only for its group and only as a whole', () => {
    const old = entryOf('04-b2048-threshold-2of3-old-format');
    expect(checkThreshold(belenios2048, old).verificationKeys).toHaveLength(3);
    const half = { ...old, signatures: old.certs.map(({ signature }) => signature) };
    expect(refusalOf(() => checkThreshold(belenios2048, half))).toBe('certificate-context-wrong');
    const newer = entryOf('03-b2048-threshold-2of3');
    const { signatures: _, ...stripped } = newer;
    expect(refusalOf(() => checkThreshold(belenios2048, stripped))).toBe('certificate-context-wrong');
  });
});

function entryOf(election: string): ThresholdParameters {
  const [[, parameters]] = JSON.parse(vectorText(`elections/${election}/trustees.json`)) as [
    [string, ThresholdParameters],
  ];
  return parameters;
}

function withoutContext({ message }: { message: string }) {
  const { verification, encryption } = JSON.parse(message) as Record<string, string>;
  return signedAgain(1, JSON.stringify({ verification, encryption }));
}

function spaced(index: number, { message }: { message: string }) {
  return signedAgain(index, message.replace(':', ': '));
}

function shortened({ message }: { message: string }) {
  const { coefexps } = JSON.parse(message) as { coefexps: string[] };
  return signedAgain(1, JSON.stringify({ coefexps: coefexps.slice(1) }));
}

function withNeutral({ message }: { message: string }) {
  const { coefexps } = JSON.parse(message) as { coefexps: string[] };
  return signedAgain(1, JSON.stringify({ coefexps: [coefexps[0], group.format(group.neutral)] }));
}

function unsigned({ verification_keys: [first] }: ThresholdParameters) {
  const { pok, public_key } = first!;
  return { pok, public_key };
}
