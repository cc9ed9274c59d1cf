import { eq } from 'drizzle-orm';
import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { dayOf } from '../../day.ts';
import { transferDays, type ApplyForTransfer } from '../../transfer.ts';
import { openMembership } from '../people/reach.ts';
import { person } from '../tables.ts';
import { unitByNumber } from '../units/units.ts';
import { beginTransfer, hasOpenTransfer } from './begin-transfer.ts';

/** Units people belong to; to the Bund or a Land one belongs through one of these. */
const BELONGING = new Set(['kreis', 'ort']);

/** A member wishes to belong to another unit; both boards are asked. */
export async function applyForTransfer(actor: Actor, input: ApplyForTransfer): Promise<Outcome> {
  if (actor.kind !== 'person') return refuse(401, 'sign-in-first');
  return transact(async (tx) => {
    const { personId } = actor;
    await tx.select({ id: person.id }).from(person).where(eq(person.id, personId)).for('update');
    const open = await openMembership(tx, personId);
    if (!open) return refuse(409, 'nothing-to-transfer');
    if (await hasOpenTransfer(tx, personId)) return refuse(409, 'transfer-already-open');
    const unit = await unitByNumber(tx, input.unitNumber);
    if (!unit || !BELONGING.has(unit.kind)) {
      return refuse(422, 'unit-unknown', { fields: { unitNumber: 'unit-unknown' } });
    }
    if (unit.id === open.unitId) {
      return refuse(409, 'transfer-to-own-unit', { fields: { unitNumber: 'transfer-to-own-unit' } });
    }
    const today = dayOf(await houseNow(tx));
    const { first, last } = transferDays(today);
    const { wishedOn, note } = input;
    if (wishedOn < first || wishedOn > last || wishedOn < open.joinedOn) {
      return refuse(422, 'transfer-day-out-of-range', { fields: { wishedOn: 'transfer-day-out-of-range' } });
    }
    const units = { fromUnitId: open.unitId, toUnitId: unit.id };
    const given = { personId, ...units, reason: 'application', wishedOn, note } as const;
    await beginTransfer(tx, actor, { given, today });
    return done();
  });
}
