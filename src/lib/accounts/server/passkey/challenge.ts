import { z } from 'zod';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { openSeal, seal, spendSeal } from '../secret/seal.ts';

const shape = z.object({ accountId: z.uuid().nullable(), act: z.enum(['sign-in', 'add']) });
export type ChallengeFor = z.infer<typeof shape>;

/** A challenge that proves by itself that it is ours, for what, and until when. */
export function newChallenge(what: ChallengeFor, now: Date): string {
  return seal('passkey', what, { minutes: 10, now });
}

/** Whether the challenge which the authenticator signed is one of ours for this act, not used before. */
export async function useChallenge(
  tx: Tx,
  signed: string,
  { what, now }: { readonly what: ChallengeFor; readonly now: Date },
): Promise<boolean> {
  const sealed = Buffer.from(signed, 'base64url').toString('utf8');
  const opened = openSeal('passkey', sealed, { shape, now });
  if (!opened || opened.act !== what.act || opened.accountId !== what.accountId) return false;
  return spendSeal(tx, sealed);
}
