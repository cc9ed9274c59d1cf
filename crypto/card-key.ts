import { paddedBase64, parsePaddedBase64 } from './base64.ts';
import { sha256Hex } from './hash.ts';
import { Refused } from './refusal.ts';

/** Bytes of the modulus of a card key, of what it signs and of its signatures: RSA with 3072 bits. */
export const CARD_SIGNATURE_LENGTH = 384;

/** The public key of one referendum by which its voting cards are signed. One key for everyone on the roll. */
export interface CardKey {
  /** The key as SubjectPublicKeyInfo (DER, 422 bytes). */
  readonly spki: Uint8Array;
  /** n, big-endian, 384 bytes, its top bit set. */
  readonly modulus: Uint8Array;
  /** SHA-256 of `spki`, 64 lower-case hex digits; the election's fingerprint fixes it. */
  readonly hash: string;
}

/** DER around the modulus: rsaEncryption, then a public key whose first integer has 385 bytes (RFC 8017 A.1, RFC 5280 §4.1). */
const BEFORE = Uint8Array.of(
  ...[
    0x30, 0x82, 0x01, 0xa2, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01,
    0x05, 0x00,
  ],
  ...[0x03, 0x82, 0x01, 0x8f, 0x00, 0x30, 0x82, 0x01, 0x8a, 0x02, 0x82, 0x01, 0x81, 0x00],
);
/** The exponent 65537. */
const AFTER = Uint8Array.of(0x02, 0x03, 0x01, 0x00, 0x01);

const FIRST_LINE = '-----BEGIN PUBLIC KEY-----\n';
const LAST_LINE = '-----END PUBLIC KEY-----\n';
const LINE_LENGTH = 64;

/**
 * A card key from its DER form. Exactly RSA with 3072 bits and e = 65537 in the one DER form of such a key, so that no two
 * writings of one key exist.
 * Refused: card-key-invalid. Not checked: that n is the product of two large primes; whoever owns the key could sign anyway.
 */
export function cardKeyFromSpki(spki: Uint8Array): CardKey {
  const modulus = spki.slice(BEFORE.length, BEFORE.length + CARD_SIGNATURE_LENGTH);
  const expected = Uint8Array.of(...BEFORE, ...modulus, ...AFTER);
  const isSame = expected.length === spki.length && expected.every((byte, i) => byte === spki[i]);
  const [first = 0, last = 0] = [modulus[0], modulus.at(-1)];
  if (!isSame || first < 0x80 || last % 2 === 0) throw new Refused('card-key-invalid');
  return { spki: expected, modulus, hash: sha256Hex(expected) };
}

/** The key as the file `card-key.pem`: lines of 64 characters, newline at the end. */
export function formatCardKey(key: CardKey): string {
  const lines = paddedBase64(key.spki).replaceAll(new RegExp(`.{1,${LINE_LENGTH}}`, 'g'), '$&\n');
  return FIRST_LINE + lines + LAST_LINE;
}

/** The exact inverse of `formatCardKey`. Refused: card-key-invalid, base64-not-canonical. */
export function parseCardKey(pem: string): CardKey {
  const body = pem.slice(FIRST_LINE.length, -LAST_LINE.length).replaceAll('\n', '');
  const key = cardKeyFromSpki(parsePaddedBase64(body));
  if (formatCardKey(key) !== pem) throw new Refused('card-key-invalid', 'not the one PEM form');
  return key;
}
