import type { Refusal } from '#lib/platform/outcome.ts';
import type { Tx } from '#lib/platform/server/database.server.ts';

/** Says why the sign-in address of a person may not change now (a sealed roll froze it), or null. */
export type AddressGuard = (tx: Tx, personId: string) => Promise<Refusal | null>;

const guards: AddressGuard[] = [];

/** `src/wiring` registers what capabilities above us know. */
export function registerAddressGuard(guard: AddressGuard): void {
  guards.push(guard);
}

/** The first objection of any guard; self-service and imports ask before every change. */
export async function addressObjection(tx: Tx, personId: string): Promise<Refusal | null> {
  for (const guard of guards) {
    const objection = await guard(tx, personId);
    if (objection) return objection;
  }
  return null;
}
