import { pathsWithPower, type Actor } from '#lib/platform/actor.ts';
import type { MemberFilter, MemberPage } from '../../members.ts';
import { unitsNearby, type UnitChoice } from '../units/unit-choices.ts';
import { membersOf } from './members.ts';

export interface MemberList extends MemberPage {
  readonly units: readonly UnitChoice[];
  readonly mayAdmit: boolean;
  readonly mayImport: boolean;
}

/** The screen of an officer: the members, what they can be narrowed by, and what may be done. */
export async function memberList(actor: Actor, filter: MemberFilter): Promise<MemberList | null> {
  const found = await membersOf(actor, filter);
  if (!found) return null;
  return {
    ...found,
    units: await unitsNearby(actor, filter.unit),
    mayAdmit: pathsWithPower(actor, 'members.write').length > 0,
    mayImport: pathsWithPower(actor, 'members.import').length > 0,
  };
}
