/** A power held through an office, limited to the subtree below `unitPath`. */
export interface HeldPower {
  readonly power: string;
  /** Materialised path of the unit, for example `/1/12/`; a unit is below it when its path starts with it. */
  readonly unitPath: string;
  readonly officeId: string;
}

export interface PersonActor {
  readonly kind: 'person';
  readonly personId: string;
  readonly accountId: string;
  /** SHA-256 of the session id, hex; null for calls that come from no session (tests, import). */
  readonly sessionHash: string | null;
  /** Paths of the units the person is a member of now, with all rights. */
  readonly memberOf: readonly string[];
  readonly powers: readonly HeldPower[];
  readonly signedInAt: Date;
  /** Whether this session passed a second factor; powers of offices rest without it. */
  readonly secondFactor: boolean;
}

export interface AnonymousActor {
  readonly kind: 'anonymous';
}

/** The house itself: jobs, set-up, the demo's clockwork. Never made from a request. */
export interface SystemActor {
  readonly kind: 'system';
  readonly reason: string;
}

export type Actor = PersonActor | AnonymousActor | SystemActor;

export const anonymous: AnonymousActor = { kind: 'anonymous' };

export function system(reason: string): SystemActor {
  return { kind: 'system', reason };
}

/** Whether the actor holds `power` over the unit with this path. The house itself holds every power. */
export function hasPower(actor: Actor, power: string, unitPath: string): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'anonymous' || !actor.secondFactor) return false;
  return actor.powers.some((held) => held.power === power && unitPath.startsWith(held.unitPath));
}

/** The subtrees in which the actor holds `power`; empty means nowhere. */
export function pathsWithPower(actor: Actor, power: string): readonly string[] {
  if (actor.kind === 'system') return ['/'];
  if (actor.kind === 'anonymous' || !actor.secondFactor) return [];
  return actor.powers.filter((held) => held.power === power).map((held) => held.unitPath);
}

/** Grave acts ask for a sign-in no older than this. */
export const RECENT_SIGN_IN_MS = 15 * 60 * 1000;

export function isRecentlySignedIn(actor: Actor, now: Date): boolean {
  return actor.kind === 'person' && now.getTime() - actor.signedInAt.getTime() <= RECENT_SIGN_IN_MS;
}
