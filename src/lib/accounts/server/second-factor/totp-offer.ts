import { z } from 'zod';
import type { Actor } from '#lib/platform/actor.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { partyOfHouse } from '#lib/platform/server/house.server.ts';
import { accountById } from '../accounts.ts';
import { openSeal, seal } from '../secret/seal.ts';
import { freshSecret } from './totp.ts';

export interface TotpOffer {
  readonly sealed: string;
  readonly base32: string;
  readonly uri: string;
}

const shape = z.object({ accountId: z.uuid(), base32: z.string() });

/** A secret for an app to scan; it counts only once a code from the app came back. */
export async function totpOffer(actor: Actor): Promise<TotpOffer | null> {
  const reader = database();
  const account = actor.kind === 'person' ? await accountById(reader, actor.accountId) : null;
  if (!account) return null;
  const party = await partyOfHouse(reader);
  const offer = freshSecret({ issuer: party?.partyName ?? 'Stimmhaus', label: account.email });
  const value = { accountId: account.id, base32: offer.base32 };
  return { ...offer, sealed: seal('totp', value, { minutes: 30, now: await houseNow(reader) }) };
}

/** The secret in an offer made to this account. */
export function offeredSecret(sealed: string, accountId: string, now: Date): string | null {
  const opened = openSeal('totp', sealed, { shape, now });
  return opened?.accountId === accountId ? opened.base32 : null;
}
