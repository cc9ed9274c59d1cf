import { sql } from 'drizzle-orm';
import { type HouseRole, switchRole, type Tx } from '#lib/platform/server/database.server.ts';

/** Runs `work` as the only role that writes the record, then goes back to whatever role the transaction had. */
export async function asRecord<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const [row] = await tx.execute<{ role: string }>(sql`select current_user::text as role`);
  await switchRole(tx, 'stimmhaus_record');
  const value = await work();
  await switchRole(tx, (row as { role: string }).role as HouseRole);
  return value;
}
