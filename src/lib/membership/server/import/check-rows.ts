import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';
import type { RowVerdict } from '../../member-import.ts';
import { frozenAddresses } from '../frozen-addresses.ts';
import { judgedRows, type ImportScope } from './judged-rows.ts';

export type ImportCounts = Readonly<Record<RowVerdict, number>>;

/**
 * The tables are filled faster than statistics are gathered, and a plan that expects ten rows takes an hour over a hundred
 * thousand. Import statements therefore join sets, never row by row, and may take longer than a page.
 */
export async function expectMany(tx: Tx): Promise<void> {
  await tx.execute(
    sql.raw(
      `set local enable_nestloop = off; set local work_mem = '64MB'; set local statement_timeout = '15min'`,
    ),
  );
}

/** Decides about every row anew; rows that could not be read stay refused. */
export async function checkRows(tx: Tx, scope: ImportScope): Promise<ImportCounts> {
  await tx.execute(sql`
    update member_import_row r set
      reasons = judged.reasons,
      changes = judged.changes,
      person_id = coalesce(judged.found_id, gen_random_uuid()),
      verdict = case when cardinality(judged.reasons) > 0 then 'refused' when judged.found_id is null then 'new'
        when cardinality(judged.changes) > 0 then 'changed' else 'unchanged' end
    from (${judgedRows(scope)}) judged
    where r.import_id = ${scope.importId} and r.line = judged.line`);
  await refuseFrozen(tx, scope);
  return count(tx, scope);
}

/** Whether any row has become something else since it was judged. */
export async function isOutdated(tx: Tx, scope: ImportScope): Promise<boolean> {
  const rows = await tx.execute(sql`
    select 1 from member_import_row r join (${judgedRows(scope)}) judged on judged.line = r.line
    where r.import_id = ${scope.importId} and (
      (r.verdict = 'new') <> (judged.found_id is null and cardinality(judged.reasons) = 0)
      or (r.verdict <> 'new' and r.person_id is distinct from coalesce(judged.found_id, r.person_id))
      or (r.changes is distinct from judged.changes)
      or (r.verdict = 'refused') <> (cardinality(judged.reasons) > 0 or 'email:address-frozen-by-roll' = any(r.reasons)))
    limit 1`);
  return rows.length > 0 || (await frozenRows(tx, scope)).length > 0;
}

/** People whose address the file would change although a sealed roll froze it. */
async function frozenRows(tx: Tx, { importId }: ImportScope): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select person_id as id from member_import_row
    where import_id = ${importId} and verdict = 'changed' and 'email' = any(changes)`);
  return [
    ...(await frozenAddresses(
      tx,
      rows.map((row) => row.id),
    )),
  ];
}

async function refuseFrozen(tx: Tx, scope: ImportScope): Promise<void> {
  const frozen = await frozenRows(tx, scope);
  if (frozen.length === 0) return;
  await tx.execute(sql`
    update member_import_row set verdict = 'refused', reasons = reasons || '{email:address-frozen-by-roll}'
    where import_id = ${scope.importId} and verdict = 'changed' and 'email' = any(changes)
      and person_id = any(${`{${frozen.join(',')}}`}::uuid[])`);
}

async function count(tx: Tx, { importId }: ImportScope): Promise<ImportCounts> {
  const rows = await tx.execute<{ verdict: RowVerdict; count: number }>(sql`
    select verdict, count(*)::int as count from member_import_row where import_id = ${importId} group by 1`);
  const counts = Object.fromEntries(rows.map((row) => [row.verdict, row.count]));
  return { new: 0, changed: 0, unchanged: 0, refused: 0, ...counts };
}
