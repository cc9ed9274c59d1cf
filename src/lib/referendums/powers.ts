import { hasPower, type Actor } from '#lib/platform/actor.ts';
import type { ReferendumState } from './state.ts';

export interface Standing {
  readonly unitPath: string;
  readonly state: ReferendumState;
}

/** Drafting and editing: the board's secretary. */
export function mayWrite(actor: Actor, referendum: Standing): boolean {
  return hasPower(actor, 'referendums.write', referendum.unitPath) && referendum.state === 'draft';
}

/** Grave acts of the election committee: opening, aborting, confirming. Each asks for two different people. */
export function mayCommit(actor: Actor, referendum: Pick<Standing, 'unitPath'>): boolean {
  return hasPower(actor, 'referendums.commit', referendum.unitPath);
}

/** Seeing everything of a referendum that is not public yet. */
export function mayOversee(actor: Actor, referendum: Pick<Standing, 'unitPath'>): boolean {
  return mayCommit(actor, referendum) || hasPower(actor, 'referendums.write', referendum.unitPath);
}

/** Members see what their units ask from inspection on; a draft only those who write it. */
export function mayRead(actor: Actor, referendum: Standing): boolean {
  if (referendum.state === 'draft') return mayOversee(actor, referendum);
  if (mayOversee(actor, referendum)) return true;
  return actor.kind === 'person' && actor.memberOf.some((path) => path.startsWith(referendum.unitPath));
}
