import type { FirstOfficer } from '#lib/accounts/server/index.ts';
import { dayOf } from '#lib/membership/day.ts';
import { admitMember, createPerson, createUnit, giveOffice } from '#lib/membership/server/index.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';

/** The root of the tree and one person in it who may appoint others and take in members. */
export async function foundParty(tx: Tx, officer: FirstOfficer): Promise<string> {
  const { partyName, givenName, familyName, email, locale } = officer;
  const root = await createUnit(tx, { parentId: null, kind: 'bund', name: partyName });
  const personId = await createPerson(tx, { givenName, familyName, email, locale });
  const today = dayOf(await houseNow(tx));
  await admitMember(tx, { personId, unitId: root.id, joinedOn: today, effectiveOn: today });
  await giveOffice(tx, { personId, unitId: root.id, kind: 'board', fromOn: today });
  await giveOffice(tx, { personId, unitId: root.id, kind: 'membership-officer', fromOn: today });
  return personId;
}
