import { z } from 'zod';

/** Why this address of the house cannot have passkeys, or null. Browsers decide so, not we. */
export type PasskeyObstacle = 'insecure-origin' | 'address-is-number';

/**
 * Browsers give passkeys only to secure contexts (https, or http on localhost) and bind them to a domain name,
 * which an IP address is not (WebAuthn Level 3, 5.1.3 step 7 and 13.4.9).
 */
export function passkeyObstacle(origin: string): PasskeyObstacle | null {
  const { protocol, hostname } = new URL(origin);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) {
    return protocol === 'https:' || hostname === '127.0.0.1' ? 'address-is-number' : 'insecure-origin';
  }
  return protocol === 'https:' || local ? null : 'insecure-origin';
}

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/);

const frame = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.object({}),
};

const assertion = z.object({
  ...frame,
  response: z.object({
    clientDataJSON: base64url(4000),
    authenticatorData: base64url(8000),
    signature: base64url(8000),
    userHandle: base64url(200).optional(),
  }),
});
export type PasskeyAssertion = z.infer<typeof assertion>;

const attestation = z.object({
  ...frame,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().max(30)).max(10).optional(),
  }),
});
export type PasskeyAttestation = z.infer<typeof attestation>;

/** The browser's answer comes as JSON text in a form field. */
const asJson = z
  .string()
  .max(40_000, 'passkey-refused')
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'passkey-refused' });
      return z.NEVER;
    }
  });

export const passkeySignInShape = z.object({
  answer: asJson.pipe(assertion),
  to: z.string().max(500).optional(),
});
export type PasskeySignIn = z.infer<typeof passkeySignInShape>;

export const addPasskeyShape = z.object({
  answer: asJson.pipe(attestation),
  name: z.string().trim().max(60, 'name-too-long').default(''),
});
export type AddPasskey = z.infer<typeof addPasskeyShape>;

export const passkeyIdShape = z.object({ id: base64url(1400) });
