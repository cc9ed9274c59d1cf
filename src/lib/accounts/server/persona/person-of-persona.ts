import { eq } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';
import type { Persona } from '../../persona.ts';
import { account } from '../tables.ts';

/** Who plays this role in the demo; throws where the demo was not seeded. */
export async function personOfPersona(reader: Reader, persona: Persona): Promise<string> {
  const [found] = await reader
    .select({ personId: account.personId })
    .from(account)
    .where(eq(account.persona, persona));
  if (!found) throw new Error(`The demo has no ${persona}.`);
  return found.personId;
}
