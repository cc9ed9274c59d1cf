import type postgres from 'postgres';

/** What stands in the way of loading rows in any order, and how to put it back exactly as it was. */
interface Guard {
  readonly lift: string;
  readonly restore: string;
}

/**
 * Runs `work` with foreign keys and triggers out of the way. All in the caller's transaction: nobody ever sees the
 * tables without them, a failure brings everything back, and every foreign key is checked anew at the end.
 */
export async function withoutGuards(tx: postgres.TransactionSql, work: () => Promise<void>): Promise<void> {
  const guards = [...(await foreignKeys(tx)), ...(await triggers(tx))];
  for (const { lift } of guards) await tx.unsafe(lift);
  await work();
  for (const { restore } of guards.reverse()) await tx.unsafe(restore);
}

async function foreignKeys(tx: postgres.TransactionSql): Promise<Guard[]> {
  const rows = await tx<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`;
  return rows.map(({ table, name, definition }) => ({
    lift: `alter table ${table} drop constraint ${name}`,
    restore: `alter table ${table} add constraint ${name} ${definition}`,
  }));
}

/** PostgreSQL's letters for when a trigger fires (catalog pg_trigger, tgenabled); D, never, is left alone. */
const ENABLE: Readonly<Record<string, string>> = { O: 'enable', A: 'enable always', R: 'enable replica' };

async function triggers(tx: postgres.TransactionSql): Promise<Guard[]> {
  const rows = await tx<{ table: string; name: string; enabled: string }[]>`
    select t.tgrelid::regclass::text as table, quote_ident(t.tgname) as name, t.tgenabled::text as enabled
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = 'public'::regnamespace and t.tgenabled <> 'D' and t.tgparentid = 0`;
  return rows.map(({ table, name, enabled }) => ({
    lift: `alter table ${table} disable trigger ${name}`,
    restore: `alter table ${table} ${ENABLE[enabled]} trigger ${name}`,
  }));
}
