import { hasPower, pathsWithPower, type Actor } from '#lib/platform/actor.ts';

/** The committee of the unit whose roll it is, or of one above. */
export function mayManageRoll(actor: Actor, rollPath: string): boolean {
  return hasPower(actor, 'rolls.manage', rollPath);
}

export function maySealRoll(actor: Actor, rollPath: string): boolean {
  return hasPower(actor, 'rolls.seal', rollPath);
}

/** Who keeps the member's entry can complete it; the committee can decide any line of its roll. */
export function mayDecideLine(actor: Actor, rollPath: string, linePath: string): boolean {
  return mayManageRoll(actor, rollPath) || hasPower(actor, 'members.write', linePath);
}

/** The lines of a roll that somebody may see: all, or those of some units. */
export interface RollScope {
  readonly whole: boolean;
  readonly paths: readonly string[];
}

/**
 * The committee sees the whole roll, whoever keeps members' entries the lines of their units. Null: to this actor the
 * roll does not exist.
 */
export function rollScope(actor: Actor, rollPath: string): RollScope | null {
  const kept = pathsWithPower(actor, 'members.write');
  const whole =
    mayManageRoll(actor, rollPath) ||
    maySealRoll(actor, rollPath) ||
    kept.some((path) => rollPath.startsWith(path));
  if (whole) return { whole, paths: [rollPath] };
  const paths = kept.filter((path) => path.startsWith(rollPath));
  return paths.length > 0 ? { whole, paths } : null;
}

/** The roll as a file, and objections with their words, are the committee's. */
export function mayReadWholeRoll(actor: Actor, rollPath: string): boolean {
  return mayManageRoll(actor, rollPath) || maySealRoll(actor, rollPath);
}

/** Whoever arranges the unit's congress: its board and its secretary. */
export function mayWorkOutKey(actor: Actor, unitPath: string): boolean {
  return hasPower(actor, 'units.write', unitPath);
}
