import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ed25519 } from './group/ed25519.ts';
import { base64, hashToScalar, sha256Base64, sha256Hex } from './hash.ts';

describe('hashes', () => {
  it('of bytes and of texts are those of the platform, in both written forms', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const bytes = new TextEncoder().encode(text);
        const reference = createHash('sha256').update(bytes);
        expect(sha256Hex(text)).toBe(reference.copy().digest('hex'));
        expect(sha256Base64(bytes)).toBe(reference.digest('base64').replace(/=+$/, ''));
      }),
    );
  });

  it('base64 has the standard alphabet and no padding, for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64').replace(/=+$/, ''));
      }),
    );
  });

  it('become challenges by reading SHA-256 of prefix and joined elements as a big-endian integer mod q', () => {
    const digest = createHash('sha256').update('sig|ü|a,b').digest('hex');
    expect(hashToScalar(ed25519, 'sig|ü|', ['a', 'b'])).toBe(BigInt(`0x${digest}`) % ed25519.order);
  });
});
