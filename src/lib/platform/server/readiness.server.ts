import { sql } from 'drizzle-orm';
import { database } from './database.server.ts';

/** Whether the database answers within two seconds; a balancer sends nobody here otherwise. */
export async function isReady(): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 2000).unref());
  const answered = database()
    .execute(sql`select 1 from house_now()`)
    .then(
      () => true,
      () => false,
    );
  return Promise.race([answered, late]);
}
