import { z } from 'zod';
import { base58Id } from '#lib/platform/ids.ts';
import { openSeal, seal } from '../secret/seal.ts';

const shape = z.object({ accountId: z.uuid(), mark: z.string().max(40) });

const DAYS = 400;

/** A sealed mark for the browser in which this account has just signed in. */
export function deviceMark(accountId: string, now: Date): string {
  return seal('device', { accountId, mark: base58Id(12) }, { minutes: DAYS * 24 * 60, now });
}

/** The browser's own mark if this account has signed in with it before (OWASP "device cookies"). */
export function knownDevice(device: string | null, accountId: string, now: Date): string | null {
  const opened = device ? openSeal('device', device, { shape, now }) : null;
  return opened?.accountId === accountId ? opened.mark : null;
}
