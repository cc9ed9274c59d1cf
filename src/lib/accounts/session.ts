import { z } from 'zod';

/** Half of this after its last use a session is renewed, all of it after its last use it is gone. */
export const SESSION_DAYS = 30;
/** However often it is used, a session ends this long after the sign-in. */
export const LONGEST_SESSION_DAYS = 180;
/** After the right password there is this much time for the second step. */
export const SECOND_STEP_MINUTES = 10;
/** A replaced session id still answers this long, for requests that were already on their way. */
export const REPLACED_ID_SECONDS = 5;

/**
 * `__Host-` makes the browser refuse the cookie unless it is Secure, without Domain and for the whole path:
 * a sub-domain cannot plant one. Browsers accept it on https only.
 */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-stimmhaus' : 'stimmhaus';
}

/** Marks a browser that has signed in before; see `slow-down.ts`. */
export function deviceCookieName(secure: boolean): string {
  return secure ? '__Host-stimmhaus-device' : 'stimmhaus-device';
}

/** Carries the sealed half of a sign-in from the password to the second step. */
export function stepCookieName(secure: boolean): string {
  return secure ? '__Host-stimmhaus-step' : 'stimmhaus-step';
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

/** `Firefox · Android`, so that people know their own sessions again; version and model are not kept. */
export function describeBrowser(userAgent: string | null): string {
  const given = (userAgent ?? '').slice(0, 500);
  const parts = [firstMatch(BROWSERS, given), firstMatch(SYSTEMS, given)].filter((part) => part !== null);
  return parts.join(' · ');
}

function firstMatch(table: readonly [RegExp, string][], text: string): string | null {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** How a session is named in lists: by the hash of its id. */
export const sessionHashShape = z.string().regex(/^[0-9a-f]{64}$/);
