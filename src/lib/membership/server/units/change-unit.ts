import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact, type Tx } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { mayWriteUnit } from '../../powers.ts';
import type { ChangeUnit } from '../../unit.ts';
import { unit } from '../tables.ts';
import { unitByNumber } from './units.ts';

export async function changeUnit(actor: Actor, input: ChangeUnit): Promise<Outcome<{ number: number }>> {
  return transact(async (tx) => {
    const found = await unitByNumber(tx, input.unitNumber);
    if (!found || !mayWriteUnit(actor, found.path)) return refuse(404, 'not-found');
    const { name, email, website } = input;
    if (await isNameTaken(tx, { name, parentId: found.parentId, except: found.id })) {
      return refuse(409, 'unit-name-taken', { fields: { name: 'unit-name-taken' } });
    }
    await tx.update(unit).set({ name, email, website }).where(eq(unit.id, found.id));
    await recordFact(tx, actor, {
      kind: MEMBERSHIP_FACTS.unitChanged,
      subject: { kind: 'unit', id: found.id },
    });
    return done({ number: found.number });
  });
}

/** Whether a sister unit has this name. */
export async function isNameTaken(
  tx: Tx,
  asked: { readonly name: string; readonly parentId: string | null; readonly except?: string },
): Promise<boolean> {
  const sameParent = asked.parentId === null ? isNull(unit.parentId) : eq(unit.parentId, asked.parentId);
  const [row] = await tx
    .select({ id: unit.id })
    .from(unit)
    .where(and(sameParent, eq(unit.name, asked.name), asked.except ? ne(unit.id, asked.except) : undefined));
  return row !== undefined;
}
