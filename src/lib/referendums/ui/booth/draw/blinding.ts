import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { cardMessage, type CardKey } from '#crypto';

/** RSABSSA-SHA384-PSS-Randomized (RFC 9474), the one suite of voting cards. */
const suite = RSABSSA.SHA384.PSS.Randomized();
const RANDOMIZER_LENGTH = 32;

/** What blinding a card gives: what is sent, and what must stay on this device until the signature is back. */
export interface Blinding {
  /** 384 bytes for the server, which learns nothing from them. */
  readonly blinded: Uint8Array;
  /** The inverse of the blinding factor; erased once the card is whole. */
  readonly inverse: Uint8Array;
  /** 32 bytes in front of the message; part of the card. */
  readonly randomizer: Uint8Array;
}

/** Blinds the card message of this public credential. The key must be the one whose hash the fingerprint fixes. */
export async function blindCard(key: CardKey, uuid: string, credential: string): Promise<Blinding> {
  const prepared = suite.prepare(cardMessage(uuid, credential));
  const { blindedMsg, inv } = await suite.blind(await imported(key), prepared);
  return { blinded: blindedMsg, inverse: inv, randomizer: prepared.slice(0, RANDOMIZER_LENGTH) };
}

/** Takes the blinding off the server's signature and verifies what comes out; throws where it does not verify. */
export async function unblindCard(
  key: CardKey,
  message: { readonly uuid: string; readonly credential: string },
  signed: { readonly randomizer: Uint8Array; readonly inverse: Uint8Array; readonly signature: Uint8Array },
): Promise<Uint8Array> {
  const prepared = Uint8Array.of(...signed.randomizer, ...cardMessage(message.uuid, message.credential));
  return suite.finalize(await imported(key), prepared, signed.signature, signed.inverse);
}

function imported(key: CardKey): Promise<CryptoKey> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  return crypto.subtle.importKey('spki', new Uint8Array(key.spki), algorithm, true, ['verify']);
}
