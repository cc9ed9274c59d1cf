import { RSABSSA } from '@cloudflare/blindrsa-ts';
import {
  base64,
  type CardKey,
  cardMessage,
  createCredential,
  derivePrivateCredential,
  ed25519,
  paddedBase64,
  parsePaddedBase64,
  publicCredential,
  type Scalar,
} from '../../crypto/index.ts';

const suite = RSABSSA.SHA384.PSS.Randomized();
const RANDOMIZER_LENGTH = 32;

/** A voting card in the making, as a voter's browser holds it. */
export interface CardInHand {
  readonly secret: Scalar;
  /** What goes to the house: base64 of 384 bytes. */
  readonly blinded: string;
  /** Unblinds and verifies the house's signature. */
  finish(signature: string): Promise<{ randomizer: string; cardSignature: string }>;
}

/** Makes the credential and blinds its card message. */
export async function blindCard(key: CardKey, uuid: string): Promise<CardInHand> {
  const secret = derivePrivateCredential(ed25519, uuid, createCredential());
  const credential = ed25519.format(publicCredential(ed25519, secret));
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
  const imported = await crypto.subtle.importKey('spki', new Uint8Array(key.spki), algorithm, true, [
    'verify',
  ]);
  const prepared = suite.prepare(cardMessage(uuid, credential));
  const { blindedMsg, inv } = await suite.blind(imported, prepared);
  return {
    secret,
    blinded: paddedBase64(blindedMsg),
    finish: async (signature) => ({
      randomizer: base64(prepared.slice(0, RANDOMIZER_LENGTH)),
      cardSignature: base64(await suite.finalize(imported, prepared, parsePaddedBase64(signature), inv)),
    }),
  };
}
