import type { Actor } from '#lib/platform/actor.ts';

/** Who stands behind an entry; null for the house itself. */
export function recorder(actor: Actor): string | null {
  return actor.kind === 'person' ? actor.personId : null;
}
