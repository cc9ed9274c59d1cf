import { hasPower, pathsWithPower, type Actor } from '#lib/platform/actor.ts';

/** Whoever keeps a member's entry may start or approve the change of a frozen address; never for oneself. */
export function mayChangeAddressOf(
  actor: Actor,
  person: { readonly personId: string; readonly paths: readonly string[] },
): boolean {
  if (actor.kind === 'person' && actor.personId === person.personId) return false;
  return person.paths.some((path) => hasPower(actor, 'members.write', path));
}

/** Imprint and privacy notice bind the whole party: only who may write for its root, or at least its offices. */
export function mayEditHouseTexts(actor: Actor): boolean {
  if (actor.kind === 'system') return true;
  return pathsWithPower(actor, 'offices.write').some((path) => isRootPath(path));
}

/** `/1/`: one unit and nothing above it. */
function isRootPath(path: string): boolean {
  return /^\/[^/]+\/$/.test(path);
}
