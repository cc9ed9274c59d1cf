import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { describeBrowser } from '../../session.ts';
import { fromAbove } from '../from-above.ts';
import { deviceMark } from '../sign-in/device.ts';
import { endSessionId } from './end-sessions.ts';
import { luciaOn } from './house-lucia.ts';
import { rightsDigest } from './rights.ts';

/** What the route puts into cookies. The id leaves the server here and nowhere else. */
export interface OpenedSession {
  readonly sessionId: string;
  readonly device: string;
}

export interface NewSession {
  readonly account: { readonly id: string; readonly personId: string };
  readonly secondFactor: boolean;
  readonly visit: { readonly userAgent: string | null; readonly sessionId: string | null };
}

/** Always a new id: the presented one, whoever planted it, is dead afterwards. */
export async function openSession(
  tx: Tx,
  { account, secondFactor, visit }: NewSession,
): Promise<OpenedSession> {
  const now = await houseNow(tx);
  if (visit.sessionId) await endSessionId(tx, visit.sessionId);
  const powers = await fromAbove().powersOf(tx, account.personId, now);
  const opened = await luciaOn(tx).createSession(account.id, {
    signedInAt: now,
    secondFactor,
    rights: rightsDigest(powers),
    browser: describeBrowser(visit.userAgent),
  });
  return { sessionId: opened.id, device: deviceMark(account.id, now) };
}
