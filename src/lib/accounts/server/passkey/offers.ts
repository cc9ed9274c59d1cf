import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { passkeyObstacle, type PasskeyObstacle } from '../../passkey.ts';
import { accountById } from '../accounts.ts';
import { passkey } from '../tables.ts';
import { ALGORITHMS } from './algorithms.ts';
import { newChallenge } from './challenge.ts';

/** Either what the browser needs, or why it cannot. */
export type PasskeyOffer<T> = { readonly options: T } | { readonly obstacle: PasskeyObstacle };

/** The same for everyone: the browser knows whose passkeys it has, and the page names no account. */
export async function signInOffer(
  origin: string,
): Promise<PasskeyOffer<PublicKeyCredentialRequestOptionsJSON>> {
  const obstacle = passkeyObstacle(origin);
  if (obstacle) return { obstacle };
  const challenge = newChallenge({ accountId: null, act: 'sign-in' }, await houseNow(database()));
  const options = await generateAuthenticationOptions({
    rpID: new URL(origin).hostname,
    challenge,
    userVerification: 'required',
  });
  return { options };
}

/** For the signed-in person, to add one. Discoverable and verified by PIN or finger: it is both factors in one. */
export async function addOffer(
  actor: Actor,
  origin: string,
): Promise<PasskeyOffer<PublicKeyCredentialCreationOptionsJSON> | null> {
  const reader = database();
  const account = actor.kind === 'person' ? await accountById(reader, actor.accountId) : null;
  if (!account) return null;
  const obstacle = passkeyObstacle(origin);
  if (obstacle) return { obstacle };
  const party = await partyOfHouse(reader);
  const known = await reader
    .select({ id: passkey.id })
    .from(passkey)
    .where(eq(passkey.accountId, account.id));
  const challenge = newChallenge({ accountId: account.id, act: 'add' }, await houseNow(reader));
  const options = await generateRegistrationOptions({
    rpName: party?.partyName ?? 'Stimmhaus',
    rpID: new URL(origin).hostname,
    userName: account.email,
    userDisplayName: account.email,
    userID: new Uint8Array(Buffer.from(account.id.replaceAll('-', ''), 'hex')),
    challenge,
    supportedAlgorithmIDs: [...ALGORITHMS],
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options };
}
