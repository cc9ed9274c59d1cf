import { sql } from 'drizzle-orm';
import { type HouseRole, switchRole, type Tx } from '#lib/platform/server/database.server.ts';

/** Runs `work` as the only role that writes the record, then goes back to whatever role the transaction had. */
export async function asRecord<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  return returning(tx, 'stimmhaus_record', work);
}

/** Runs `work` as the app, whoever calls: only it may enqueue jobs. */
export async function asApp<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  return returning(tx, 'stimmhaus_app', work);
}

async function returning<T>(tx: Tx, role: HouseRole, work: () => Promise<T>): Promise<T> {
  const [row] = await tx.execute<{ role: string }>(sql`select current_user::text as role`);
  await switchRole(tx, role);
  const value = await work();
  await switchRole(tx, (row as { role: string }).role as HouseRole);
  return value;
}
