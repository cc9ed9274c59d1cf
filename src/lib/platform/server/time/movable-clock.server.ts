import { sql } from 'drizzle-orm';
import { config } from '../config.server.ts';
import { databaseClient, type Reader } from '../database.server.ts';

/** Demo and tests move the clock; a production house has no such row, function or route. */
export function hasMovableClock(): boolean {
  const mode = config().STIMMHAUS_MODE;
  return mode === 'demo' || mode === 'test';
}

/** Replaces `house_now()` by one that adds the offset of a row which exists only here. Repeatable. */
export async function installMovableClock(): Promise<void> {
  if (!hasMovableClock()) throw new Error('The clock moves only in a demo or a test.');
  await databaseClient().unsafe(`
    CREATE TABLE IF NOT EXISTS movable_clock (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), ahead_ms bigint NOT NULL DEFAULT 0);
    INSERT INTO movable_clock DEFAULT VALUES ON CONFLICT DO NOTHING;
    GRANT SELECT ON movable_clock TO stimmhaus_app, stimmhaus_roll, stimmhaus_box, stimmhaus_record;
    GRANT UPDATE ON movable_clock TO stimmhaus_app;
    CREATE OR REPLACE FUNCTION house_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
    AS $$ SELECT clock_timestamp() + (SELECT ahead_ms FROM movable_clock) * interval '1 millisecond' $$;`);
}

/** How far the clock was moved ahead, in milliseconds; 0 where it cannot be. */
export async function clockOffset(reader: Reader): Promise<number> {
  if (!hasMovableClock()) return 0;
  const rows = await reader.execute<{ ahead: string }>(sql`select ahead_ms as ahead from movable_clock`);
  return Number(rows[0]?.ahead ?? 0);
}

/** Moves the clock ahead so that the house's time becomes `to`; never back. */
export async function advanceClock(reader: Reader, to: Date): Promise<void> {
  if (!hasMovableClock()) throw new Error('The clock moves only in a demo or a test.');
  await reader.execute(sql`
    update movable_clock set ahead_ms = greatest(ahead_ms,
      ceil(extract(epoch from (${to.toISOString()}::timestamptz - clock_timestamp())) * 1000)::bigint)`);
}

/** Lets the demo begin its story in the past, before anybody is there to see; afterwards the clock only moves ahead. */
export async function setBackClock(to: Date): Promise<void> {
  if (!hasMovableClock()) throw new Error('The clock moves only in a demo or a test.');
  const ms = Math.floor(to.getTime() - Date.now());
  await databaseClient()`update movable_clock set ahead_ms = ${ms}`;
}
