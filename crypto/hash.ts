import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Group, Scalar } from './group/group.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** SHA-256 of bytes, or of the UTF-8 form of a text. 32 bytes. */
export function sha256Bytes(content: Uint8Array | string): Uint8Array {
  return sha256(typeof content === 'string' ? utf8ToBytes(content) : content);
}

/** SHA-256 as 64 lower-case hex digits: names of records and payloads in the archive. */
export function sha256Hex(content: Uint8Array | string): string {
  return bytesToHex(sha256Bytes(content));
}

/** SHA-256 in base64, standard alphabet, without padding (43 characters): fingerprints, trackers, hashes of ballots. */
export function sha256Base64(content: Uint8Array | string): string {
  return base64(sha256Bytes(content));
}

/** Standard base64 without padding. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const group = (a << 16) | (b << 8) | c;
    const digits = Math.min(bytes.length - i, 3) + 1;
    for (let d = 0; d < digits; d++) text += BASE64.charAt((group >> (18 - 6 * d)) & 63);
  }
  return text;
}

/**
 * The challenge of every proof: `int_be(SHA256(utf8(prefix + e1 + "," + … + ek))) mod q`.
 *
 * @param prefix one of the strings of §5.6, ending in `|`; it carries the kind of proof and everything the proof is bound to
 * @param elements the commitments in canonical form
 * Source: Belenios specification, crypto version 1 (§5.1 of our notes). The reduction of 256 bits modulo q is slightly
 * biased, as version 1 wants it.
 */
export function hashToScalar(group: Group, prefix: string, elements: readonly string[]): Scalar {
  return group.scalar(BigInt(`0x${sha256Hex(prefix + elements.join(','))}`));
}
