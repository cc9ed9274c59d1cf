import { verifyRegistrationResponse } from '@simplewebauthn/server';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import type { AddPasskey, PasskeyAttestation } from '../../passkey.ts';
import { describeBrowser } from '../../session.ts';
import type { Visit } from '../../sign-in.ts';
import { ownAccount } from '../accounts.ts';
import { needsRecentSignIn } from '../recent.ts';
import { gainSecondFactor, type GainedSecondFactor } from '../second-factor/gain-second-factor.ts';
import { passkey } from '../tables.ts';
import { ALGORITHMS } from './algorithms.ts';
import { useChallenge } from './challenge.ts';

export async function addPasskey(
  actor: Actor,
  { answer, name, visit }: AddPasskey & { readonly visit: Visit },
): Promise<Outcome<GainedSecondFactor>> {
  return transact(async (tx) => {
    const stale = await needsRecentSignIn(tx, actor);
    if (stale) return stale;
    const account = await ownAccount(tx, actor);
    if (!account || actor.kind !== 'person') return refuse(401, 'sign-in-first');
    const credential = await verifiedCredential(tx, { answer, accountId: account.id, origin: visit.origin });
    if (!credential) return refuse(422, 'passkey-refused');
    const added = await tx
      .insert(passkey)
      .values({
        id: credential.id,
        accountId: account.id,
        publicKey: credential.publicKey,
        counter: credential.counter,
        transports: answer.response.transports ?? [],
        name: name || describeBrowser(visit.userAgent) || 'Passkey',
      })
      .onConflictDoNothing()
      .returning({ id: passkey.id });
    if (added.length === 0) return refuse(409, 'passkey-known');
    return done(await gainSecondFactor(tx, actor, account));
  });
}

interface Check {
  readonly answer: PasskeyAttestation;
  readonly accountId: string;
  readonly origin: string;
}

async function verifiedCredential(tx: Tx, { answer, accountId, origin }: Check) {
  const now = await houseNow(tx);
  const what = { accountId, act: 'add' } as const;
  const { transports: _unused, ...response } = answer.response;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...answer, clientExtensionResults: {}, response },
      expectedChallenge: (challenge) => useChallenge(tx, challenge, { what, now }),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    return verified ? registrationInfo.credential : null;
  } catch (error) {
    if (error instanceof Error && /DrizzleQueryError|PostgresError/.test(error.constructor.name)) throw error;
    return null;
  }
}
