import { createPersona } from '#lib/accounts/server/index.ts';
import { addDays } from '#lib/membership/day.ts';
import {
  admitMember,
  createPerson,
  giveOffice,
  setDues,
  unitByNumber,
} from '#lib/membership/server/index.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';
import { CAST, type Role } from './cast.ts';

/** The people with names in the story: personas, boards, committee. */
export async function writeCast(tx: Tx, today: string): Promise<void> {
  for (const [index, role] of CAST.entries()) await writeRole(tx, role, { index, today });
}

async function writeRole(
  tx: Tx,
  role: Role,
  { index, today }: { readonly index: number; readonly today: string },
): Promise<void> {
  const email = `${role.givenName}.${role.familyName}@example.org`.toLowerCase();
  const joinedOn = addDays(today, -(900 + index * 97));
  const home = await unitIdOf(tx, role.unitNumber);
  const personId = await createPerson(tx, {
    givenName: role.givenName,
    familyName: role.familyName,
    number: `D-${index + 1}`,
    bornOn: addDays(today, -(30 + index) * 365),
    citizenships: ['DE'],
    email,
    residence: { street: `Hofgasse ${index + 1}`, town: home.place, ags: home.ags },
  });
  await admitMember(tx, { personId, unitId: home.id, joinedOn, effectiveOn: addDays(joinedOn, 42) });
  await setDues(tx, { personId, standing: 'paid', since: joinedOn });
  for (const { kind, unitNumber } of role.offices ?? []) {
    const { id } = await unitIdOf(tx, unitNumber);
    await giveOffice(tx, {
      personId,
      unitId: id,
      kind,
      fromOn: addDays(today, -400),
      toOn: addDays(today, 330),
    });
  }
  if (role.persona) await createPersona(tx, { personId, email, persona: role.persona, locale: 'de' });
}

async function unitIdOf(
  tx: Tx,
  number: number,
): Promise<{ readonly id: string; readonly ags: string | null; readonly place: string }> {
  const unit = await unitByNumber(tx, number);
  if (!unit) throw new Error(`The demo has no unit ${number}.`);
  return { id: unit.id, ags: unit.ags, place: unit.name.replace(/^\S+verband /, '') };
}
