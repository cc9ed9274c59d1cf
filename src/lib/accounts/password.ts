import { z } from 'zod';

/** NIST SP 800-63B and ASVS 6.2: length counts, composition rules do not; the longest is bounded by cost. */
export const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;

/** What is typed to sign in: only bounded, so that an old password still opens the door after a rule changed. */
export const typedPassword = z.string().min(1, 'password-missing').max(LONGEST_PASSWORD, 'password-too-long');

/** A new password. Spaces inside are part of it, on purpose. */
export const newPassword = typedPassword.min(SHORTEST_PASSWORD, 'password-too-short');

export type PasswordTrouble = 'password-too-short' | 'password-too-common' | 'password-like-address';

/** Roots on which most guessed passwords of ten letters and more are built; compared without digits and signs. */
const COMMON_ROOTS = new Set(
  `password passwort kennwort passphrase geheim willkommen hallo hallowelt welcome letmein iloveyou ichliebedich
  qwertz qwertzuiop qwerty qwertyuiop asdfghjkl asdfghjklö yxcvbnm zxcvbnm abcdefghij abcdefghijk abcdefghijklm
  administrator admin adminadmin schatz schatzi sommer winter fruehling frühling herbst deutschland fussball
  fußball football baseball basketball superman batman sunshine princess prinzessin starwars trustno
  passwordpassword passwortpasswort changeme stimmhaus partei mitglied vorstand kreisverband testtest test
  bayern muenchen münchen berlin hamburg schalke dortmund michael thomas andreas stefan sandra nicole sabine`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Why this new password is refused, or null. `address` is the one of the account. */
export function passwordTrouble(password: string, address: string): PasswordTrouble | null {
  if ([...password.normalize('NFKC')].length < SHORTEST_PASSWORD) return 'password-too-short';
  const plain = password.normalize('NFKC').toLowerCase();
  if (isCommon(plain)) return 'password-too-common';
  const name = address.toLowerCase().split('@')[0] ?? '';
  if (name.length >= 4 && plain.replaceAll(name, '').length < 6) return 'password-like-address';
  if (plain === address.toLowerCase()) return 'password-like-address';
  return null;
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size < 4) return true;
  if (isStaircase(plain)) return true;
  const spoken = plain
    .replace(/[^\p{L}]+$/u, '')
    .replaceAll('0', 'o')
    .replaceAll('@', 'a');
  const letters = spoken.replace(/[^\p{L}]/gu, '');
  const bare = plain.replace(/[^\p{L}]/gu, '');
  return COMMON_ROOTS.has(letters) || COMMON_ROOTS.has(bare);
}

/** 1234567890, abcdefghij, 9876543210. */
function isStaircase(plain: string): boolean {
  const steps = [...plain].slice(1).map((sign, i) => sign.charCodeAt(0) - plain.charCodeAt(i));
  const even = steps.filter((step) => step === steps[0]).length;
  return Math.abs(steps[0] ?? 0) <= 1 && even >= steps.length - 1;
}
