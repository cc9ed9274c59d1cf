import { derivePrivateCredential, ed25519, publicCredential } from '#crypto';

/** The public credential of a code, in canonical form. */
export function credentialOf(uuid: string, code: string): string {
  return ed25519.format(publicCredential(ed25519, derivePrivateCredential(ed25519, uuid, code)));
}
