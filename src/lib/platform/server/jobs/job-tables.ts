import { PgBoss } from 'pg-boss';
import postgres from 'postgres';

/** One queue carries every job of the house; the payload names which. */
export const JOB_QUEUE = 'house';

/** Creates pg-boss's own schema and our queue, and lets the app role use them. */
export async function installJobTables(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false, max: 2 });
  boss.on('error', () => {});
  await boss.start();
  try {
    if (!(await boss.getQueue(JOB_QUEUE))) await boss.createQueue(JOB_QUEUE);
  } finally {
    await boss.stop({ graceful: false });
  }
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await client.unsafe(`
      GRANT USAGE ON SCHEMA pgboss TO stimmhaus_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO stimmhaus_app;
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA pgboss TO stimmhaus_app;`);
  } finally {
    await client.end({ timeout: 5 });
  }
}
