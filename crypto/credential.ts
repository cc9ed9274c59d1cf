import { pbkdf2Async } from '@noble/hashes/pbkdf2.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Element, Group, Scalar } from './group/group.ts';
import { sha256Hex } from './hash.ts';
import { integerFromBytes, type Random, systemRandom } from './random.ts';
import { Refused } from './refusal.ts';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const CODE =
  /^[1-9A-HJ-NP-Za-km-z]{5}(?:-[1-9A-HJ-NP-Za-km-z]{6}-[1-9A-HJ-NP-Za-km-z]{5}){1}-[1-9A-HJ-NP-Za-km-z]{6}$/;
const CODE_OF_20 = /^[1-9A-HJ-NP-Za-km-z]{3}(?:-[1-9A-HJ-NP-Za-km-z]{3}){4}$/;

/**
 * A fresh private credential: 22 base58 characters drawn uniformly (128.8 bits), written `XXXXX-XXXXXX-XXXXX-XXXXXX`.
 * Whoever has it (and, in our referendums, the card's signature) can vote.
 */
export function createCredential(random: Random = systemRandom): string {
  let digits = '';
  while (digits.length < 22) {
    // 232 = 4 · 58: larger bytes would favour the first digits.
    for (const byte of random(32)) if (byte < 232 && digits.length < 22) digits += BASE58.charAt(byte % 58);
  }
  return [digits.slice(0, 5), digits.slice(5, 11), digits.slice(11, 16), digits.slice(16)].join('-');
}

/** Refused: credential-malformed, for anything but the one written form. */
export function refuseCredential(code: string): void {
  if (!CODE.test(code)) throw new Refused('credential-malformed');
}

/**
 * The secret scalar of a code, as Belenios ≥ 2.4 derives it:
 * int(SHA256("derive_credential|uuid|0|code") ‖ SHA256("derive_credential|uuid|1|code")) mod q.
 * It depends on the election, so that one code in two votes cannot be recognised by its public form.
 * Refused: credential-malformed.
 */
export function derivePrivateCredential(group: Group, uuid: string, code: string): Scalar {
  refuseCredential(code);
  const half = (i: number) => sha256Hex(`derive_credential|${uuid}|${i}|${code}`);
  return group.scalar(BigInt(`0x${half(0)}${half(1)}`));
}

/** The public credential g^s of a private one. It stands in the list of the election and in the ballot. */
export function publicCredential(group: Group, secret: Scalar): Element {
  return group.powerSecret(group.generator, secret);
}

/**
 * The secret scalar of a code of Belenios ≤ 2.2 (`XXX-XXX-XXX-XXX-XXX`, 82 bits, last digit a checksum):
 * PBKDF2-HMAC-SHA256 of the code as typed, salt = uuid, 1000 iterations. Only for elections held elsewhere.
 * Refused: credential-malformed, credential-checksum.
 */
export async function derivePrivateCredentialOf20(group: Group, uuid: string, code: string): Promise<Scalar> {
  if (!CODE_OF_20.test(code)) throw new Refused('credential-malformed');
  const digits = [...code.replaceAll('-', '')].map((digit) => BigInt(BASE58.indexOf(digit)));
  const checksum = digits.pop()!;
  const value = digits.reduce((sum, digit) => sum * 58n + digit, 0n);
  if ((value + checksum) % 53n !== 0n) throw new Refused('credential-checksum');
  return group.scalar(integerFromBytes(await pbkdf2Async(sha256, code, uuid, { c: 1000, dkLen: 32 })));
}
