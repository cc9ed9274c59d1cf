import { describe, expect, it } from 'vitest';
import { newPassword, passwordTrouble, typedPassword } from './password.ts';

const ADDRESS = 'annegret.kraft@example.org';

describe('a new password', () => {
  it.each(['vier Igel im Nebel', 'Kartoffelsalatwetter', 'überquerung7kräne', 'correct horse battery'])(
    'may be %j',
    (password) => {
      expect(newPassword.safeParse(password).success).toBe(true);
      expect(passwordTrouble(password, ADDRESS)).toBeNull();
    },
  );

  it.each([
    ['kurz', 'password-too-short'],
    ['123456789', 'password-too-short'],
    ['Passwort1!', 'password-too-common'],
    ['P@ssw0rt2026', 'password-too-common'],
    ['qwertzuiop', 'password-too-common'],
    ['Qwertzuiop123', 'password-too-common'],
    ['aaaaaaaaaaaa', 'password-too-common'],
    ['ababababababab', 'password-too-common'],
    ['1234567890', 'password-too-common'],
    ['9876543210', 'password-too-common'],
    ['abcdefghijkl', 'password-too-common'],
    ['Willkommen2026', 'password-too-common'],
    ['Stimmhaus!2026', 'password-too-common'],
    ['annegret.kraft', 'password-like-address'],
    ['annegret.kraft1', 'password-like-address'],
    ['Annegret.Kraft@example.org', 'password-like-address'],
  ])('is not %j', (password, code) => {
    expect(passwordTrouble(password, ADDRESS)).toBe(code);
  });

  it('counts letters, not bytes', () => {
    expect(passwordTrouble('äöüßäöüßä', ADDRESS)).toBe('password-too-short');
    expect(passwordTrouble('ÄÖ grün ßaß', ADDRESS)).toBeNull();
  });
});

describe('a typed password', () => {
  it('is taken as it is, spaces included', () => {
    expect(typedPassword.parse('  x ')).toBe('  x ');
  });

  it('is bounded, since hashing costs', () => {
    expect(typedPassword.safeParse('x'.repeat(201)).success).toBe(false);
    expect(typedPassword.safeParse('').success).toBe(false);
  });
});
