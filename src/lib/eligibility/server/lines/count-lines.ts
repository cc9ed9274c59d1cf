import { sql } from 'drizzle-orm';
import type { Tx } from '#lib/platform/server/database.server.ts';

/** Writes how many lines say what; every change of lines ends with it. Approvals given before cover other lines. */
export async function countLines(tx: Tx, rollId: string): Promise<void> {
  await tx.execute(sql`delete from roll_approval where roll_id = ${rollId}`);
  await tx.execute(sql`
    update roll set entitled = counted.entitled, unknown = counted.unknown, refused = counted.refused
    from (select count(*) filter (where verdict = 'yes') as entitled,
        count(*) filter (where verdict = 'unknown') as unknown, count(*) filter (where verdict = 'no') as refused
      from roll_line where roll_id = ${rollId}) as counted
    where id = ${rollId}`);
}
