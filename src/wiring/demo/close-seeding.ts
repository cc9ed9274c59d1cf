import { closeDatabase } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';

/** Ends what seeding opened, in the order in which each still needs the other. */
export async function closeSeeding(): Promise<void> {
  await stopThreads();
  await stopSender();
  await closeDatabase();
}
