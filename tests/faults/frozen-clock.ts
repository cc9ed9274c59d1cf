import { withConnection } from '../../scripts/postgres/databases.ts';

/** Holds the house's clock at one millisecond, for all processes; `null` lets it go on as the test's movable clock. */
export async function holdClock(adminUrl: string, at: Date | null): Promise<void> {
  const now = at
    ? `'${at.toISOString()}'::timestamptz`
    : `clock_timestamp() + (SELECT ahead_ms FROM movable_clock) * interval '1 millisecond'`;
  await withConnection(adminUrl, (sql) =>
    sql.unsafe(`CREATE OR REPLACE FUNCTION house_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
      AS $$ SELECT ${now} $$`),
  );
}
