import { Secret, TOTP } from 'otpauth';
import { decryptUnderHouseKey, encryptUnderHouseKey } from '#lib/platform/server/house-key.server.ts';

const STEP_SECONDS = 30;

/** RFC 6238 with what every app supports: SHA-1, six digits, 30 seconds. */
function totpFor(secret: Secret, names: { readonly issuer: string; readonly label: string }): TOTP {
  return new TOTP({ ...names, secret, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS });
}

const NAMELESS = { issuer: 'Stimmhaus', label: '' };

export interface FreshSecret {
  readonly base32: string;
  /** `otpauth://…`, for the QR code. */
  readonly uri: string;
}

export function freshSecret(names: { readonly issuer: string; readonly label: string }): FreshSecret {
  const secret = new Secret({ size: 20 });
  return { base32: secret.base32, uri: totpFor(secret, names).toString() };
}

/**
 * The 30-second step this code belongs to, or null: one step early or late is taken (RFC 6238, 5.2), a step not
 * later than `lastStep` is not, so that no code works twice.
 */
export function stepOfCode(
  base32: string,
  code: string,
  { lastStep, now }: { readonly lastStep: number | null; readonly now: Date },
): number | null {
  const totp = totpFor(Secret.fromBase32(base32), NAMELESS);
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}

const CONTEXT = 'accounts:totp-secret';

export function storedSecret(base32: string): string {
  return encryptUnderHouseKey(Buffer.from(base32, 'utf8'), CONTEXT);
}

export function readStoredSecret(stored: string): string {
  return Buffer.from(decryptUnderHouseKey(stored, CONTEXT)).toString('utf8');
}
