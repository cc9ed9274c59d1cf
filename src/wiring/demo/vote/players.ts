import type { Persona } from '#lib/accounts/persona.ts';
import { personOfPersona } from '#lib/accounts/server/index.ts';
import { memberPathsOf, powersOf } from '#lib/membership/server/index.ts';
import type { PersonActor } from '#lib/platform/actor.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';

/** A person of the demo as if signed in just now; the demo acts through the same commands as everyone. */
export async function player(personId: string): Promise<PersonActor> {
  const db = database();
  const now = await houseNow(db);
  return {
    kind: 'person',
    personId,
    accountId: personId,
    sessionHash: null,
    memberOf: await memberPathsOf(db, personId, now),
    powers: await powersOf(db, personId, now),
    signedInAt: now,
    secondFactor: true,
  };
}

export async function persona(name: Persona): Promise<PersonActor> {
  return player(await personOfPersona(database(), name));
}

/** The demo's own steps must succeed; what is refused is a fault of the demo. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`The demo was refused: ${outcome.code} ${JSON.stringify(outcome.fields ?? {})}`);
  return outcome.value;
}
