import { ed25519 } from '@noble/curves/ed25519.js';
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignatureValid, newSigningSeed, parsePublicKey, publicKeyOfSeed, signBytes } from './ed25519.ts';

const seed = new Uint8Array(32).fill(7);
const publicKey = publicKeyOfSeed(seed);
const message = new TextEncoder().encode('what is on the record');
const signature = signBytes(seed, message);
const order = ed25519.Point.Fn.ORDER;

/** The eight points whose order divides 8, as RFC 8032 bytes. */
const torsion = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
].map((hex) => hexToBytes(hex));

const scalarBytes = (x: bigint) => hexToBytes(x.toString(16).padStart(64, '0')).reverse();
const scalarOf = (bytes: Uint8Array) => BigInt(`0x${bytesToHex(bytes.toReversed())}`);

describe('signatures of the record', () => {
  it('verify, and agree with the implementation of Node', () => {
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    expect(isSignatureValid(publicKey, message, signature)).toBe(true);
    expect(new Uint8Array(sign(null, message, key))).toEqual(signature);
    expect(verify(null, message, createPublicKey(key), signature)).toBe(true);
    expect(parsePublicKey(publicKey)).toBe(publicKey);
    expect(newSigningSeed()).toHaveLength(32);
  });

  it('fail after any change of any bit of message, key or signature', () => {
    const whole = [publicKey, message, signature] as const;
    fc.assert(
      fc.property(fc.nat(2), fc.nat(63), fc.nat(7), (part, at, bit) => {
        const parts = whole.map((bytes) => bytes.slice()) as [Uint8Array, Uint8Array, Uint8Array];
        const place = at % parts[part]!.length;
        parts[part]![place]! ^= 1 << bit;
        expect(isSignatureValid(...parts)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('[C-09] refuses the eight keys of small order, which would make one signature fit any message', () => {
    for (const key of torsion) {
      const forged = Uint8Array.of(...key, ...new Uint8Array(32));
      expect(isSignatureValid(key, message, forged)).toBe(false);
      expect(() => parsePublicKey(key)).toThrow('signing-key-invalid');
    }
  });

  it('[C-09] refuses a key of mixed order', () => {
    const mixed = ed25519.Point.fromBytes(publicKey).add(ed25519.Point.fromBytes(torsion[4]!)).toBytes();
    expect(() => parsePublicKey(mixed)).toThrow('signing-key-invalid');
  });

  it('[C-10] refuses S + q, another R of small order, and encodings of R that are not canonical', () => {
    const r = signature.subarray(0, 32);
    const s = signature.subarray(32);
    const raised = scalarBytes(scalarOf(s) + order);
    const shifted = ed25519.Point.fromBytes(r).add(ed25519.Point.fromBytes(torsion[1]!)).toBytes();
    const neutralAboveP = hexToBytes(`ee${'ff'.repeat(30)}7f`);
    for (const forged of [
      Uint8Array.of(...r, ...raised),
      Uint8Array.of(...shifted, ...s),
      Uint8Array.of(...neutralAboveP, ...s),
      Uint8Array.of(...torsion[0]!, ...new Uint8Array(32)),
    ]) {
      expect(isSignatureValid(publicKey, message, forged)).toBe(false);
    }
  });

  it('[C-10] refuses a signature whose R was made with a part of small order by the signer', () => {
    const { scalar } = ed25519.utils.getExtendedPublicKey(seed);
    const r = 1234567n;
    const honest = ed25519.Point.BASE.multiply(r);
    const signedWith = (R: typeof honest) => {
      const hash = createHash('sha512').update(R.toBytes()).update(publicKey).update(message).digest();
      const s = (r + scalarOf(new Uint8Array(hash)) * scalar) % order;
      return Uint8Array.of(...R.toBytes(), ...scalarBytes(s));
    };
    expect(isSignatureValid(publicKey, message, signedWith(honest))).toBe(true);
    const twisted = honest.add(ed25519.Point.fromBytes(torsion[4]!));
    expect(isSignatureValid(publicKey, message, signedWith(twisted))).toBe(false);
  });

  it('refuses other lengths', () => {
    expect(isSignatureValid(publicKey, message, signature.subarray(1))).toBe(false);
    expect(isSignatureValid(publicKey.subarray(1), message, signature)).toBe(false);
    expect(() => parsePublicKey(publicKey.subarray(1))).toThrow('signing-key-invalid');
    expect(() => parsePublicKey(new Uint8Array(32).fill(2))).toThrow('signing-key-invalid');
  });
});
