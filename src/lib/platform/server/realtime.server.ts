import { sql } from 'drizzle-orm';
import type { SubjectRef } from '../subject.ts';
import type { Tx } from './database.server.ts';

/** Rings the bell after commit: "changed", never what. Readers ask again through their own authorisation. */
export async function ringChanged(tx: Tx, subject: SubjectRef): Promise<void> {
  await tx.execute(sql`select pg_notify('stimmhaus_changed', ${`${subject.kind}:${subject.id}`})`);
}
