import { sql } from 'drizzle-orm';
import { database } from '#lib/platform/server/database.server.ts';
import type { JobDefinition } from '#lib/platform/server/jobs/jobs.server.ts';

interface Waiting extends Record<string, unknown> {
  readonly id: string;
  readonly data: { readonly job: string; readonly payload: unknown };
}

/**
 * Works off what waits in the queue of this test's database now, as the worker would; jobs of other names stay.
 * `early` also takes those whose time has not come. Answers the names, in order.
 */
export async function workOffJobs(
  definitions: readonly JobDefinition[],
  { early = false } = {},
): Promise<string[]> {
  const worked: string[] = [];
  for (const { id, data } of await waitingJobs(early)) {
    const definition = definitions.find((one) => one.name === data.job);
    if (!definition) continue;
    await database().execute(sql`delete from pgboss.job where id = ${id}`);
    await definition.run(definition.schema.parse(data.payload) as never);
    worked.push(data.job);
  }
  return worked;
}

/** Everything that stands in the queue, as text: what a reader of the database would see. */
export async function queueAsText(): Promise<string> {
  return JSON.stringify(await database().execute(sql`select * from pgboss.job`));
}

async function waitingJobs(early: boolean): Promise<readonly Waiting[]> {
  return database().execute<Waiting>(
    sql`select id, data from pgboss.job where name = 'house' and state < 'active'
        and (${early} or start_after <= now()) order by created_on`,
  );
}
