import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse } from '#lib/platform/outcome.ts';
import type { Reader, Tx } from '#lib/platform/server/database.server.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { dayOf } from '../../../day.ts';
import { answersAbove } from '../../../joining/objection.ts';
import { isOneself } from '../../../powers.ts';
import { memberWithin, type EntryToWrite } from '../../people/reach.ts';
import { person, unit } from '../../tables.ts';

/** The Kreis admits, also into a branch below it (§ 2 of the model statute); where there is none, the unit itself. */
export async function admittingPath(reader: Reader, unitPath: string): Promise<string> {
  const isAround = and(eq(unit.kind, 'kreis'), sql`${unitPath} like ${unit.path} || '%'`);
  const [kreis] = await reader.select({ path: unit.path }).from(unit).where(isAround);
  return kreis?.path ?? unitPath;
}

/** The member, held until the transaction ends, if the actor answers for a branch above theirs. */
export async function memberToObjectTo(tx: Tx, actor: Actor, personId: string): Promise<EntryToWrite> {
  await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for('update');
  const day = dayOf(await houseNow(tx));
  const reached = await memberWithin(tx, actor, { power: 'transfers.answer', personId, day });
  if (!reached || !answersAbove(actor, await admittingPath(tx, reached.unitPath)))
    return refuse(404, 'not-found');
  if (isOneself(actor, personId)) return refuse(403, 'not-oneself');
  return done({ ...reached, day });
}
