import type { Reader } from './database.server.ts';
import { house } from './tables.ts';

export type House = typeof house.$inferSelect;

/** The party this house belongs to; null before the set-up. */
export async function partyOfHouse(reader: Reader): Promise<House | null> {
  const [row] = await reader.select().from(house);
  return row ?? null;
}
