import { isNotNull } from 'drizzle-orm';
import { isPlayground } from '#lib/platform/server/config.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { PERSONAS, type Persona } from '../../persona.ts';
import { fromAbove } from '../from-above.ts';
import { account } from '../tables.ts';

export interface ListedPersona {
  readonly persona: Persona;
  readonly name: string;
}

/** The invented people one may enter as, in the order of the page; null outside the demo. */
export async function personas(): Promise<ListedPersona[] | null> {
  if (!isPlayground()) return null;
  const reader = database();
  const rows = await reader
    .select({ persona: account.persona, personId: account.personId })
    .from(account)
    .where(isNotNull(account.persona));
  const names = await fromAbove().namesOf(
    reader,
    rows.map((row) => row.personId),
  );
  return PERSONAS.flatMap((persona) => {
    const row = rows.find((candidate) => candidate.persona === persona);
    return row ? [{ persona, name: names.get(row.personId) ?? '–' }] : [];
  });
}
