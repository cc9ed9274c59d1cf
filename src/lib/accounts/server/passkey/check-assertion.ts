import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { eq, sql } from 'drizzle-orm';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { PasskeyAssertion } from '../../passkey.ts';
import { lockedAccount, type AccountRow } from '../accounts.ts';
import { passkey } from '../tables.ts';
import { useChallenge } from './challenge.ts';

/** The account whose passkey signed our challenge for this origin, or null for every other case. */
export async function accountOfAssertion(
  tx: Tx,
  answer: PasskeyAssertion,
  origin: string,
): Promise<AccountRow | null> {
  const [row] = await tx.select().from(passkey).where(eq(passkey.id, answer.id)).for('update');
  if (!row) return null;
  const verified = await verify(tx, { row, answer, origin });
  if (verified === null) return null;
  await tx
    .update(passkey)
    .set({ counter: verified, lastUsedOn: sql`house_now()::date` })
    .where(eq(passkey.id, row.id));
  return lockedAccount(tx, row.accountId);
}

interface Check {
  readonly row: typeof passkey.$inferSelect;
  readonly answer: PasskeyAssertion;
  readonly origin: string;
}

/** The new counter, or null. The library throws on everything it does not accept; all of that is one refusal here. */
async function verify(tx: Tx, { row, answer, origin }: Check): Promise<number | null> {
  const now = await houseNow(tx);
  const what = { accountId: null, act: 'sign-in' } as const;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: (challenge) => useChallenge(tx, challenge, { what, now }),
      expectedOrigin: origin,
      expectedRPID: new URL(origin).hostname,
      credential: { id: row.id, publicKey: new Uint8Array(row.publicKey), counter: row.counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch (error) {
    if (isDatabaseError(error)) throw error;
    return null;
  }
}

/** A broken transaction is no refusal. */
function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && /DrizzleQueryError|PostgresError/.test(error.constructor.name);
}
