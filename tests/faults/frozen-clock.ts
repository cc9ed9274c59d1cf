import { withConnection } from '../../scripts/postgres/databases.ts';

const AHEAD = `(SELECT ahead_ms FROM movable_clock) * interval '1 millisecond'`;

/** Holds the house's clock at one millisecond, for all processes; `null` lets it go on as the test's movable clock. */
export async function holdClock(adminUrl: string, at: Date | null): Promise<void> {
  await setClock(adminUrl, at ? moment(at) : `clock_timestamp() + ${AHEAD}`);
}

/** No time passes but what `movable_clock` says, which open transactions see at once. */
export async function turnClockByHand(adminUrl: string, from: Date): Promise<void> {
  await setClock(adminUrl, `${moment(from)} + ${AHEAD}`);
}

const moment = (at: Date): string => `'${at.toISOString()}'::timestamptz`;

async function setClock(adminUrl: string, now: string): Promise<void> {
  await withConnection(adminUrl, (sql) =>
    sql.unsafe(`CREATE OR REPLACE FUNCTION house_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
      AS $$ SELECT ${now} $$`),
  );
}
