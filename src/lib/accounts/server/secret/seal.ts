import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { decryptUnderHouseKey, encryptUnderHouseKey } from '#lib/platform/server/house-key.server.ts';
import { digestOf } from './digest.ts';
import { spentSeal } from '../tables.ts';

/** What a sealed text is for; one made for one purpose opens for no other. */
export type SealPurpose = 'second-step' | 'passkey' | 'totp' | 'device' | 'reset-request';

const envelope = z.object({ until: z.number(), value: z.unknown() });

export interface Sealing {
  readonly minutes: number;
  readonly now: Date;
}

/**
 * State that the browser carries for us (a challenge, a half-done sign-in) without being able to read or change
 * it. Nothing is stored until it comes back, so that asking for one costs the database nothing.
 */
export function seal(purpose: SealPurpose, value: unknown, { minutes, now }: Sealing): string {
  const text = JSON.stringify({ until: now.getTime() + minutes * 60_000, value });
  return encryptUnderHouseKey(Buffer.from(text, 'utf8'), `accounts:${purpose}`);
}

/** The value, or null when the text is not ours, not for this purpose, too old or not of this shape. */
export function openSeal<T>(
  purpose: SealPurpose,
  text: string,
  { shape, now }: { readonly shape: z.ZodType<T>; readonly now: Date },
): T | null {
  const opened = decrypted(purpose, text);
  if (!opened || now.getTime() > opened.until) return null;
  const value = shape.safeParse(opened.value);
  return value.success ? value.data : null;
}

function decrypted(purpose: SealPurpose, text: string): z.infer<typeof envelope> | null {
  try {
    const bytes = decryptUnderHouseKey(text, `accounts:${purpose}`);
    return envelope.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return null;
  }
}

/** Marks a sealed text as used; false when it was used before. */
export async function spendSeal(tx: Tx, text: string): Promise<boolean> {
  await tx.execute(sql`delete from spent_seal where expires_at < house_now()`);
  const rows = await tx
    .insert(spentSeal)
    .values({ hash: digestOf(text), expiresAt: sql`house_now() + interval '1 day'` })
    .onConflictDoNothing()
    .returning({ hash: spentSeal.hash });
  return rows.length === 1;
}
