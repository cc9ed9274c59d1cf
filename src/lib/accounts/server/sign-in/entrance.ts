import { z } from 'zod';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { hasSecondFactor } from '../../second-factor.ts';
import { SECOND_STEP_MINUTES } from '../../session.ts';
import type { Visit } from '../../sign-in.ts';
import { lockedAccount, type AccountRow } from '../accounts.ts';
import { digestOf } from '../secret/digest.ts';
import { fromAbove } from '../from-above.ts';
import { openSeal, seal } from '../secret/seal.ts';
import { secondFactorsOf } from '../second-factor/second-factors.ts';
import { openSession, type OpenedSession } from '../session/open-session.ts';
import { forgiveTries, type TriedKey } from './tries.ts';

/** What the right password leads to: the house itself, or the door to the second step. */
export type Entrance =
  SignedInEntrance | { readonly kind: 'second-step'; readonly step: string; readonly to: string };

export interface SignedInEntrance {
  readonly kind: 'signed-in';
  readonly session: OpenedSession;
  readonly locale: string;
  readonly to: string;
}

export interface RightPassword {
  readonly account: AccountRow;
  readonly visit: Visit;
  readonly keys: readonly TriedKey[];
  readonly to: string;
}

/** Null when the password was changed while it was being checked. */
export async function enterWithPassword(tx: Tx, given: RightPassword): Promise<Entrance | null> {
  const { visit, keys, to } = given;
  const account = await lockedAccount(tx, given.account.id);
  if (account?.passwordHash !== given.account.passwordHash || !account) return null;
  await forgiveTries(tx, keys);
  if (hasSecondFactor(await secondFactorsOf(tx, account))) {
    const value = { accountId: account.id, password: digestOf(account.passwordHash ?? '') };
    const now = await houseNow(tx);
    const step = seal('second-step', value, { minutes: SECOND_STEP_MINUTES, now });
    return { kind: 'second-step', step, to };
  }
  const session = await openSession(tx, { account, secondFactor: false, visit });
  return { kind: 'signed-in', session, locale: account.locale, to: await wayIn(tx, account, to) };
}

/** Powers of offices rest until there is a second factor, so their holders are led to it first. */
async function wayIn(tx: Tx, account: AccountRow, to: string): Promise<string> {
  const holds = await fromAbove().holdsOffice(tx, account.personId, await houseNow(tx));
  return holds ? `/me/security/second-factor?to=${encodeURIComponent(to)}` : to;
}

const shape = z.object({ accountId: z.uuid(), password: z.string() });

/** Whose second step this is; null when it is too late or not ours. */
export function accountOfStep(step: string, now: Date): string | null {
  return openSeal('second-step', step, { shape, now })?.accountId ?? null;
}

/** A step given out before the password was changed leads nowhere. */
export function isStepOf(step: string, account: AccountRow, now: Date): boolean {
  const opened = openSeal('second-step', step, { shape, now });
  return opened?.accountId === account.id && opened.password === digestOf(account.passwordHash ?? '');
}
