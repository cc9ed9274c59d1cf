import { base64 } from './hash.ts';
import { Refused } from './refusal.ts';

const ALPHABET = /^[A-Za-z0-9+/]*$/;
const URL_ALPHABET = /^[A-Za-z0-9_-]*$/;

/**
 * The bytes of standard base64 without padding, canonical or refused: exactly one text stands for any bytes.
 * Refused: base64-not-canonical (other characters, padding, impossible length, bits set beyond the last byte).
 */
export function parseBase64(text: string): Uint8Array {
  if (!ALPHABET.test(text)) throw new Refused('base64-not-canonical', text.slice(0, 100));
  const bytes = Uint8Array.from({ length: Math.floor((text.length * 3) / 4) });
  for (let at = 0, bits = 0, held = 0, digit = 0; digit < text.length; digit++) {
    held = ((held << 6) | digitValue(text.charCodeAt(digit))) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  if (base64(bytes) !== text) throw new Refused('base64-not-canonical', text.slice(0, 100));
  return bytes;
}

/** As `parseBase64`, and of exactly `length` bytes. Refused: base64-not-canonical, length-wrong. */
export function parseBase64Of(length: number, text: string): Uint8Array {
  const bytes = parseBase64(text);
  if (bytes.length !== length)
    throw new Refused('length-wrong', `${bytes.length} bytes instead of ${length}`);
  return bytes;
}

/** Standard base64 with padding, as signed notes and PEM want it. */
export function paddedBase64(bytes: Uint8Array): string {
  const text = base64(bytes);
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** The bytes of base64 with its padding, canonical or refused (base64-not-canonical). */
export function parsePaddedBase64(text: string): Uint8Array {
  const bytes = parseBase64(text.replace(/={1,2}$/, ''));
  if (paddedBase64(bytes) !== text) throw new Refused('base64-not-canonical', text.slice(0, 100));
  return bytes;
}

/** Base64 in the alphabet for addresses (`-`, `_`), without padding. */
export function urlBase64(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_');
}

/** The bytes of `urlBase64`, canonical or refused (base64-not-canonical). */
export function parseUrlBase64(text: string): Uint8Array {
  if (!URL_ALPHABET.test(text)) throw new Refused('base64-not-canonical', text.slice(0, 100));
  return parseBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}

/** The six bits that a character of the standard alphabet stands for. */
function digitValue(code: number): number {
  if (code >= 97) return code - 71;
  if (code >= 65) return code - 65;
  if (code >= 48) return code + 4;
  return code === 43 ? 62 : 63;
}
