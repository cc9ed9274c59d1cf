import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  paddedBase64,
  parseBase64,
  parseBase64Of,
  parsePaddedBase64,
  parseUrlBase64,
  urlBase64,
} from './base64.ts';
import { base64 } from './hash.ts';

describe('base64', () => {
  it('gives back every sequence of bytes in all three forms', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(parseBase64(base64(bytes))).toEqual(bytes);
        expect(parsePaddedBase64(paddedBase64(bytes))).toEqual(bytes);
        expect(parseUrlBase64(urlBase64(bytes))).toEqual(bytes);
        expect(paddedBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(urlBase64(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      }),
    );
  });

  it.each(['=', 'A', 'AB', 'QQ==', 'QR', 'QUF', 'QUI=', 'Q Q', 'QQ\n', 'Q-_Q', 'é', 'AAAAA'])(
    '[R-30] refuses %j, which is not the one written form of any bytes',
    (text) => {
      expect(() => parseBase64(text)).toThrow('base64-not-canonical');
    },
  );

  it.each(['QQ', 'QQ=', 'QQ===', 'QR==', '====', '=', 'QUFB='])(
    'refuses %j where padding is wanted',
    (text) => {
      expect(() => parsePaddedBase64(text)).toThrow('base64-not-canonical');
    },
  );

  it.each(['+A', '/A', 'QQ==', 'QR'])('refuses %j as base64 for addresses', (text) => {
    expect(() => parseUrlBase64(text)).toThrow('base64-not-canonical');
  });

  it('refuses another length than the one wanted', () => {
    expect(parseBase64Of(1, 'QQ')).toEqual(Uint8Array.of(65));
    expect(() => parseBase64Of(2, 'QQ')).toThrow('length-wrong');
  });
});
