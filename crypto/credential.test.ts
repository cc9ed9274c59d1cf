import { describe, expect, it } from 'vitest';
import {
  createCredential,
  derivePrivateCredential,
  derivePrivateCredentialOf20,
  publicCredential,
  refuseCredential,
} from './credential.ts';
import { belenios2048 } from './group/belenios-2048.ts';
import { ed25519 } from './group/ed25519.ts';
import type { Refused } from './refusal.ts';
import { refusalOf, UUID } from './testing/election.ts';

const CODE = 'KqYTq-BRpch2-aGwNU-RQhjej';
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

describe('private credentials', () => {
  it('[C-27] have 22 characters of 58, more than 128 bits, each equally likely', () => {
    expect(22 * Math.log2(ALPHABET.length)).toBeGreaterThan(128);
    const codes = Array.from({ length: 2_000 }, () => createCredential());
    const counts = new Map<string, number>();
    for (const digit of codes.join('').replaceAll('-', '')) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    expect([...counts.keys()].sort().join('')).toBe([...ALPHABET].sort().join(''));
    const expected = (2_000 * 22) / 58;
    const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquared).toBeLessThan(120);
    expect(new Set(codes).size).toBe(2_000);
  });

  it('throw bytes away that would favour some digits, and draw on', () => {
    const draws = [
      new Uint8Array(32).fill(255),
      Uint8Array.from({ length: 32 }, (_, i) => 231 - i),
      new Uint8Array(32),
    ];
    expect(createCredential(() => draws.shift()!)).toBe('zyxwv-utsrqp-onmkj-ihgfed');
    expect(draws).toHaveLength(1);
  });

  it('are taken in one written form only', () => {
    expect(refuseCredential(CODE)).toBeUndefined();
    expect(refuseCredential(createCredential())).toBeUndefined();
  });

  it.each([
    '',
    CODE.replaceAll('-', ''),
    ` ${CODE}`,
    `${CODE}\n`,
    CODE.slice(1),
    `${CODE}1`,
    CODE.replace('K', '0'),
    CODE.replace('K', 'I'),
    CODE.replace('K', 'l'),
    'KqYTqB-Rpch2-aGwNU-RQhjej',
    '5PM-TFB-bXm-dCd-PXq',
  ])('[C-27] refuse %j, short or misspelt', (code) => {
    expect(refusalOf(() => derivePrivateCredential(ed25519, UUID, code))).toBe('credential-malformed');
  });

  it('[C-27] give another scalar in every election, so that nobody is recognised by a public credential', () => {
    const derived = [UUID, `${UUID}x`, 'Ax9RivaCznBFaZ'].map((uuid) =>
      derivePrivateCredential(ed25519, uuid, CODE),
    );
    expect(derivePrivateCredential(ed25519, UUID, CODE)).toBe(derived[0]);
    expect(new Set(derived).size).toBe(3);
    const publics = derived.map((secret) => ed25519.format(publicCredential(ed25519, secret)));
    expect(new Set(publics).size).toBe(3);
  });
});

describe('private credentials of Belenios 2.0', () => {
  const refusal = async (code: string) =>
    derivePrivateCredentialOf20(belenios2048, UUID, code).then(
      () => 'was taken',
      (error: unknown) => (error as Refused).code,
    );

  it('have a checksum', async () => {
    expect(await refusal('5PM-TFB-bXm-dCd-PXq')).toBe('was taken');
    expect(await refusal('5PM-TFB-bXm-dCd-PXr')).toBe('credential-checksum');
    expect(await refusal('5PN-TFB-bXm-dCd-PXq')).toBe('credential-checksum');
  });

  it.each(['', '5PMTFBbXmdCdPXq', '5PM-TFB-bXm-dCd', CODE, '5PM-TFB-bXm-dCd-PX0'])(
    'refuse %j',
    async (code) => {
      expect(await refusal(code)).toBe('credential-malformed');
    },
  );
});
