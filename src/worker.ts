import { config } from '#lib/platform/server/config.server.ts';
import { surviveLostConnections } from '#lib/platform/server/connection/lost-connection.server.ts';
import { closeDatabase, renewDatabase } from '#lib/platform/server/database.server.ts';
import { startWorker, stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { startClockwork } from '#wiring/clockwork.ts';
import { houseJobs } from '#wiring/jobs.ts';
import { registerReactions } from '#wiring/reactions.ts';
import { startRestoreWatch } from '#wiring/restore-watch.ts';

/** Jobs alone, for houses that run several processes; it meets the app only in PostgreSQL. */
const url = config().DATABASE_URL;
if (!url) {
  console.error('The worker needs DATABASE_URL.');
  process.exit(1);
}
surviveLostConnections(renewDatabase);
registerReactions();
const stopWatch = await startRestoreWatch();
const stopWorker = await startWorker(url, houseJobs);
const stopClockwork = startClockwork();
log.info({ event: 'worker-open' });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await stopClockwork();
    await stopWorker();
    await stopWatch();
    await stopSender();
    await closeDatabase();
    process.exit(0);
  });
}
