import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { safeWay } from '../sign-in.ts';
import type { ChooseLocale, Locale } from '../account.ts';
import { account } from './tables.ts';

export interface ChosenLocale {
  readonly locale: Locale;
  readonly to: string;
}

/** For who is signed in also the language of mails; strangers only have their browser remember it. */
export async function chooseLocale(
  actor: Actor,
  { locale, to }: ChooseLocale,
): Promise<Outcome<ChosenLocale>> {
  if (actor.kind === 'person') {
    await transact((tx) => tx.update(account).set({ locale }).where(eq(account.id, actor.accountId)));
  }
  return done({ locale, to: safeWay(to) });
}
