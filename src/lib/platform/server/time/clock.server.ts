import { sql } from 'drizzle-orm';
import type { Reader } from '../database.server.ts';

/** The one clock of the house: every rule reads it in SQL, so that all processes agree. */
export async function houseNow(reader: Reader): Promise<Date> {
  const rows = await reader.execute<{ now: string }>(
    sql`select (extract(epoch from house_now()) * 1000)::float8 as now`,
  );
  return new Date(Math.floor(Number(rows[0]?.now)));
}
