import { z } from 'zod';

export const RECOVERY_CODES = 10;

/** Crockford's alphabet: no letter that a handwritten note makes into another one. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

export type TypedCode = { readonly kind: 'totp' | 'recovery'; readonly code: string };

/** What somebody typed into the one field for codes, in the form in which it is compared; null is neither. */
export function readCode(text: string): TypedCode | null {
  const bare = text.toLowerCase().replace(/[\s·.-]/g, '');
  if (/^\d{6}$/.test(bare)) return { kind: 'totp', code: bare };
  const code = bare.replace(/o/g, '0').replace(/[il]/g, '1');
  if (code.length === 16 && [...code].every((sign) => ALPHABET.includes(sign)))
    return { kind: 'recovery', code };
  return null;
}

/** 16 signs of 5 bits: 80 random bits, so that a plain SHA-256 of it may lie in the database. */
export function recoveryCodeFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 16)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** `xxxx-xxxx-xxxx-xxxx`, as it is printed. */
export function groupedRecoveryCode(code: string): string {
  return code.match(/.{4}/g)?.join('-') ?? code;
}

export const confirmTotpShape = z.object({
  /** The secret as the page got it, sealed by the house and bound to the account. */
  sealed: z.string().min(20).max(1000),
  code: z.string().trim().min(1, 'code-missing').max(10, 'code-wrong'),
});
export type ConfirmTotp = z.infer<typeof confirmTotpShape>;

/** What a person has set up beside the password. */
export interface SecondFactors {
  readonly totp: boolean;
  readonly passkeys: number;
  readonly recoveryCodes: number;
}

export function hasSecondFactor(factors: SecondFactors): boolean {
  return factors.totp || factors.passkeys > 0;
}

/** How long a reported loss can be contradicted, by signing in with the factor said to be lost. */
export const LOSS_WAIT_HOURS = 72;
