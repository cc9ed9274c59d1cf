import type { Tx } from '#lib/platform/server/database.server.ts';

/** Of these people, those whose address may not change now because a sealed roll froze it. */
export type FrozenAddresses = (tx: Tx, personIds: readonly string[]) => Promise<ReadonlySet<string>>;

const guards: FrozenAddresses[] = [];

/** `src/wiring` hands in what capabilities above us know. */
export function registerFrozenAddresses(guard: FrozenAddresses): void {
  guards.push(guard);
}

export async function frozenAddresses(tx: Tx, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const frozen = new Set<string>();
  if (personIds.length === 0) return frozen;
  for (const guard of guards) for (const id of await guard(tx, personIds)) frozen.add(id);
  return frozen;
}
