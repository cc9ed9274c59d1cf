import type { ServerResponse } from 'node:http';

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * For responses to which the app gave no policy of its own (prerendered pages, files). Scripts of prerendered pages
 * are governed by the hashes in their meta element, and policies add up: the stricter one wins each time.
 */
const POLICY_WITHOUT_SCRIPTS =
  "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'; connect-src 'self'; " +
  "img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; frame-src 'none'; media-src 'none'";

/** Sets the headers on every response, whoever answers: app, static file, prerendered page or refusal. */
export function setSecurityHeaders(res: ServerResponse, secure: boolean): void {
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
  if (secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  res.writeHead = ((...args: unknown[]) => {
    const given = args.at(-1) as Record<string, unknown> | undefined;
    const hasPolicy =
      res.hasHeader('content-security-policy') ||
      (typeof given === 'object' &&
        Object.keys(given).some((name) => /^content-security-policy$/i.test(name)));
    if (!hasPolicy) res.setHeader('Content-Security-Policy', POLICY_WITHOUT_SCRIPTS);
    return writeHead(...args);
  }) as typeof res.writeHead;
}
