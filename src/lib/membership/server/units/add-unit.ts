import type { Actor } from '#lib/platform/actor.ts';
import { done, refuse, type Outcome } from '#lib/platform/outcome.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordFact } from '#lib/platform/server/facts.server.ts';
import { MEMBERSHIP_FACTS } from '../../facts.ts';
import { mayWriteUnit } from '../../powers.ts';
import { mayStandBelow, type AddUnit } from '../../unit.ts';
import { isNameTaken } from './change-unit.ts';
import { createUnit, unitByNumber } from './units.ts';

export async function addUnit(actor: Actor, input: AddUnit): Promise<Outcome<{ number: number }>> {
  return transact(async (tx) => {
    const parent = await unitByNumber(tx, input.unitNumber);
    if (!parent || !mayWriteUnit(actor, parent.path)) return refuse(404, 'not-found');
    if (!mayStandBelow(input.kind, parent.kind)) {
      return refuse(422, 'unit-kind-not-below', { fields: { kind: 'unit-kind-not-below' } });
    }
    const { kind, name, ags } = input;
    if (await isNameTaken(tx, { name, parentId: parent.id })) {
      return refuse(409, 'unit-name-taken', { fields: { name: 'unit-name-taken' } });
    }
    const made = await createUnit(tx, { parentId: parent.id, kind, name, ags });
    await recordFact(tx, actor, { kind: MEMBERSHIP_FACTS.unitAdded, subject: { kind: 'unit', id: made.id } });
    return done({ number: made.number });
  });
}
