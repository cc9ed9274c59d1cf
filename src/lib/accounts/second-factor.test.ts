import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupedRecoveryCode, hasSecondFactor, readCode, recoveryCodeFrom } from './second-factor.ts';

describe('the one field for codes', () => {
  it.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    [' 123-456 ', '123456'],
  ])('reads %j as a code from the app', (text, code) => {
    expect(readCode(text)).toEqual({ kind: 'totp', code });
  });

  it('reads a recovery code as it was written down, with the usual confusions', () => {
    const code = '0a1b2c3d4e5f6g7h';
    for (const text of [
      '0a1b-2c3d-4e5f-6g7h',
      '0A1B 2C3D 4E5F 6G7H',
      'oAlb2c3d4e5f6g7h',
      'OaIb-2c3d4e5f6g7h',
    ]) {
      expect(readCode(text)).toEqual({ kind: 'recovery', code });
    }
  });

  it.each(['', '12345', '1234567', 'abcdef', '0a1b-2c3d-4e5f-6g7', '0a1b2c3d4e5f6g7hx', '0a1b2c3d4e5f6g7u'])(
    'reads %j as neither',
    (text) => {
      expect(readCode(text)).toBeNull();
    },
  );

  it('reads every printed recovery code back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const code = recoveryCodeFrom(bytes);
        expect(readCode(groupedRecoveryCode(code))).toEqual({ kind: 'recovery', code });
      }),
    );
  });
});

describe('a second factor', () => {
  it('is an app or a passkey; recovery codes alone are none', () => {
    expect(hasSecondFactor({ totp: true, passkeys: 0, recoveryCodes: 0 })).toBe(true);
    expect(hasSecondFactor({ totp: false, passkeys: 1, recoveryCodes: 0 })).toBe(true);
    expect(hasSecondFactor({ totp: false, passkeys: 0, recoveryCodes: 10 })).toBe(false);
  });
});
