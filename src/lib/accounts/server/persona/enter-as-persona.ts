import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import type { Persona } from '../../persona.ts';
import { safeWay, type Visit } from '../../sign-in.ts';
import { openSession } from '../session/open-session.ts';
import type { SignedInEntrance } from '../sign-in/entrance.ts';
import { account } from '../tables.ts';

export interface EnterAsPersona {
  readonly persona: Persona;
  readonly to?: string | undefined;
  readonly visit: Visit;
}

/** One click, no proof: exists only where the process was started as a demo (or for development and tests). */
export async function enterAsPersona(
  _actor: Actor,
  { persona, to, visit }: EnterAsPersona,
): Promise<Outcome<SignedInEntrance>> {
  if (!isPlayground()) return refuse(404, 'not-found');
  return transact(async (tx) => {
    const [found] = await tx.select().from(account).where(eq(account.persona, persona));
    if (!found || found.closedAt) return refuse(404, 'not-found');
    const session = await openSession(tx, { account: found, secondFactor: true, visit });
    return done({ kind: 'signed-in', session, locale: found.locale, to: safeWay(to) });
  });
}
