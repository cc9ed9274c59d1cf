import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { exactly, object, parseCanonical, text, textFromUtf8 } from '../canonical.ts';
import { blindPower } from '../count/decryption.ts';
import type { Element, Group, Scalar } from '../group/group.ts';
import { sha256Bytes } from '../hash.ts';
import { randomScalar, systemRandom, type Random } from '../random.ts';
import { Refused } from '../refusal.ts';
import { isSigned, readSignedMessage, signMessage } from '../trustees/signed-message.ts';

/** A message that only the holder of one key can read: hashed ElGamal and AES-256-GCM, as the stock tool ≥ 3.1 has it. */
export interface SealedMessage {
  readonly algorithm: 'AES-GCM';
  readonly alpha: string;
  readonly beta: string;
  /** Hexadecimal; the last 16 bytes are the tag. */
  readonly data: string;
}

/** Who seals what for whom. `random` is asked for r, for s, and for the nonce of the signature. */
export interface Sealing {
  /** Canonical form of the recipient's encryption key; it is signed along, so that nobody can pass the message on. */
  readonly recipient: string;
  readonly message: string;
  /** Secret signing key of the sender. */
  readonly sk: Scalar;
  readonly random: Random;
}

const MOST_TEXT = 200_000;
const readSealed = object({
  algorithm: exactly('AES-GCM'),
  alpha: text(1000),
  beta: text(1000),
  data: text(MOST_TEXT),
});
const readAddressed = object({ recipient: text(1000), message: text(MOST_TEXT) });

/**
 * Signs a message together with its recipient and encrypts both. alpha = g^r, beta = recipient^r · g^s; the AES key is
 * SHA256("key|" + g^s), the iv SHA256("iv|" + alpha). Source: belenios-v1 §5.8.
 */
export async function sealMessage(group: Group, sealing: Sealing): Promise<string> {
  const { recipient, message, sk, random } = sealing;
  const r = randomScalar(group, random);
  const point = group.powerSecret(group.generator, randomScalar(group, random));
  const shared = group.powerSecret(group.parse(recipient), r);
  const alpha = group.format(group.powerSecret(group.generator, r));
  const signed = signMessage(group, JSON.stringify({ recipient, message }), { secret: sk, random });
  const { key, iv } = await cipher(group, point, alpha);
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytesOf(JSON.stringify(signed)));
  const beta = group.format(group.product(shared, point));
  return JSON.stringify({ algorithm: 'AES-GCM', alpha, beta, data: bytesToHex(new Uint8Array(data)) });
}

/** Reads the outside of a sealed message. Refused: sealed-not-canonical, json-…, element-…. */
export function parseSealed(
  group: Group,
  raw: string,
): { sealed: SealedMessage; alpha: Element; beta: Element } {
  const sealed = parseCanonical({ what: 'sealed', limits: { size: MOST_TEXT, depth: 2 } }, raw, readSealed);
  if (!/^(?:[0-9a-f]{2})+$/.test(sealed.data)) throw new Refused('sealed-not-canonical', 'data');
  return { sealed, alpha: group.parse(sealed.alpha), beta: group.parse(sealed.beta) };
}

/** What opens one sealed message and nothing else: alpha^dk. A recipient can show it to complain. */
export function openingOf(group: Group, raw: string, dk: Scalar): Element {
  return blindPower(group, parseSealed(group, raw).alpha, { secret: dk, random: systemRandom });
}

/**
 * Decrypts, and checks that `sender` signed this message for `recipient`.
 * Refused: seal-broken (key or tag wrong), seal-foreign (signature or recipient wrong), and as `parseSealed`.
 */
export async function openSealed(
  group: Group,
  raw: string,
  by: { opening: Element; sender: Element; recipient: string },
): Promise<string> {
  const { sealed, beta } = parseSealed(group, raw);
  const { key, iv } = await cipher(group, group.quotient(beta, by.opening), sealed.alpha);
  const data = hexToBytes(sealed.data) as Uint8Array<ArrayBuffer>;
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data).catch(() => undefined);
  if (!plain) throw new Refused('seal-broken');
  const limits = { size: MOST_TEXT, depth: 4 };
  const signed = parseCanonical(
    { what: 'sealed-content', limits },
    textFromUtf8(new Uint8Array(plain)),
    readSignedMessage,
  );
  const { recipient, message } = parseCanonical(
    { what: 'sealed-content', limits },
    signed.message,
    readAddressed,
  );
  if (recipient !== by.recipient || !isSigned(group, by.sender, signed)) throw new Refused('seal-foreign');
  return message;
}

async function cipher(group: Group, point: Element, alpha: string) {
  const raw = sha256Bytes(`key|${group.format(point)}`) as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, iv: sha256Bytes(`iv|${alpha}`) as Uint8Array<ArrayBuffer> };
}

function bytesOf(content: string): Uint8Array<ArrayBuffer> {
  return utf8ToBytes(content) as Uint8Array<ArrayBuffer>;
}
