import { parseUrlBase64, urlBase64 } from './base64.ts';
import { CARD_SIGNATURE_LENGTH, type CardKey } from './card-key.ts';
import { refuseCredential } from './credential.ts';
import { Refused } from './refusal.ts';

/** Bytes that are put before the message, fresh for every card (RFC 9474, "Randomized"). */
export const RANDOMIZER_LENGTH = 32;

/** Bytes of the salt of a card's signature (the length of SHA-384). */
const SALT_LENGTH = 48;

/** That a public credential was signed, not by whom it is held. This goes to the ballot box and onto the record. */
export interface CardSignature {
  /** The public credential in canonical form. */
  readonly credential: string;
  /** 32 bytes. */
  readonly randomizer: Uint8Array;
  /** 384 bytes. */
  readonly signature: Uint8Array;
}

/** A voting card: the anonymous right to one ballot. Whoever has it can vote with it. */
export interface Card {
  /** The referendum. */
  readonly uuid: string;
  /** The private credential as `createCredential` writes it: 22 base58 digits in four groups. */
  readonly code: string;
  /** 32 bytes. */
  readonly randomizer: Uint8Array;
  /** 384 bytes. */
  readonly signature: Uint8Array;
}

/** What a card is signed for. */
export interface CardScope {
  readonly uuid: string;
  readonly key: CardKey;
}

/**
 * Verifies RSASSA-PSS with SHA-384, MGF1 of SHA-384 and 48 bytes of salt. `webPss` runs everywhere; another engine must give
 * the same verdict on every input.
 */
export type PssEngine = (
  key: CardKey,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

const CARD = /^1\.([1-9A-HJ-NP-Za-km-z]{14,60})\.([1-9A-HJ-NP-Za-km-z-]{25})\.([A-Za-z0-9_-]+)$/;
const imported = new WeakMap<CardKey, Promise<CryptoKey>>();

/**
 * What is signed for a card, before the randomizer is put in front: `stimmhaus-card|1|UUID|CREDENTIAL` in UTF-8.
 * @param credential the public credential in canonical form
 */
export function cardMessage(uuid: string, credential: string): Uint8Array {
  return new TextEncoder().encode(`stimmhaus-card|1|${uuid}|${credential}`);
}

/**
 * Checks that the card key signed this credential for this referendum: RSABSSA-SHA384-PSS-Randomized (RFC 9474), that is
 * RSASSA-PSS over randomizer ‖ message, with a signature of exactly 384 bytes below the modulus.
 * Refused: card-signature-invalid.
 * Not checked: whether the key is the one that the election fixes, whether the card was used, whether the credential is one.
 */
export async function checkCard(
  card: CardSignature,
  scope: CardScope,
  engine: PssEngine = webPss,
): Promise<void> {
  const { randomizer, signature } = card;
  const message = Uint8Array.of(...randomizer, ...cardMessage(scope.uuid, card.credential));
  const isShaped =
    randomizer.length === RANDOMIZER_LENGTH &&
    signature.length === CARD_SIGNATURE_LENGTH &&
    isBelow(signature, scope.key.modulus);
  if (!isShaped || !(await engine(scope.key, message, signature)))
    throw new Refused('card-signature-invalid');
}

/** The engine of WebCrypto, in browsers and in Node. */
export const webPss: PssEngine = async (key, message, signature) => {
  const { subtle } = globalThis.crypto;
  const known = imported.get(key) ?? importKey(key);
  imported.set(key, known);
  const algorithm = { name: 'RSA-PSS', saltLength: SALT_LENGTH };
  return subtle.verify(algorithm, await known, new Uint8Array(signature), new Uint8Array(message));
};

function importKey(key: CardKey): Promise<CryptoKey> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  return globalThis.crypto.subtle.importKey('spki', new Uint8Array(key.spki), algorithm, false, ['verify']);
}

/**
 * The card as one line of text, for QR code, file and link: `1.UUID.CODE.BASE64URL(randomizer ‖ signature)`, all of it
 * characters that an address may carry after `#`.
 */
export function formatCard({ uuid, code, randomizer, signature }: Card): string {
  return `1.${uuid}.${code}.${urlBase64(Uint8Array.of(...randomizer, ...signature))}`;
}

/**
 * The exact inverse of `formatCard`. Refused: card-malformed, credential-malformed, base64-not-canonical.
 * Not checked: the signature.
 */
export function parseCard(text: string): Card {
  const [, uuid = '', code = '', encoded = ''] = CARD.exec(text) ?? [];
  refuseCredential(code);
  const bytes = parseUrlBase64(encoded);
  if (bytes.length !== RANDOMIZER_LENGTH + CARD_SIGNATURE_LENGTH) throw new Refused('card-malformed');
  return {
    uuid,
    code,
    randomizer: bytes.slice(0, RANDOMIZER_LENGTH),
    signature: bytes.slice(RANDOMIZER_LENGTH),
  };
}

/** The card as a link into the booth. The part after `#` never leaves the browser. */
export function cardLink(booth: string, card: Card): string {
  return `${booth}#${formatCard(card)}`;
}

/** The card in a link, whatever booth it points to. Refused: as `parseCard`. */
export function parseCardLink(link: string): Card {
  return parseCard(link.slice(link.indexOf('#') + 1));
}

/** The card as the content of a file. */
export function cardFile(card: Card): string {
  return `${formatCard(card)}\n`;
}

/**
 * The card in a file. Spaces and line ends around it are forgiven, since programs and people add them; nothing else is.
 * Refused: as `parseCard`.
 */
export function parseCardFile(text: string): Card {
  return parseCard(text.trim());
}

/** Whether the big-endian number in `bytes` is below the one in `limit`, both of one length. */
function isBelow(bytes: Uint8Array, limit: Uint8Array): boolean {
  const at = bytes.findIndex((byte, i) => byte !== limit[i]);
  return at >= 0 && (bytes[at] as number) < (limit[at] as number);
}
