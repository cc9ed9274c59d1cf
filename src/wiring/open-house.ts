import { houseOrigin } from '#lib/accounts/server/mail/house-address.ts';
import { offerSetup } from '#lib/accounts/server/index.ts';
import { config } from '#lib/platform/server/config.server.ts';
import { surviveLostConnections } from '#lib/platform/server/connection/lost-connection.server.ts';
import { closeDatabase, database, renewDatabase } from '#lib/platform/server/database.server.ts';
import { startWorker, stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { log } from '#lib/platform/server/log.server.ts';
import { hasMovableClock, installMovableClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { startClockwork } from './clockwork.ts';
import { startSimulatedVoters } from './demo/vote/simulated-voters.ts';
import { startDiskWatch } from './disk-watch.ts';
import { houseJobs } from './jobs.ts';
import { registerReactions } from './reactions.ts';
import { startRealtime } from './realtime.ts';
import { startRestoreWatch } from './restore-watch.ts';

type Stop = () => Promise<void>;

interface HouseGlobal {
  stimmhausServer?: import('node:http').Server;
  stimmhausStop?: Stop;
}

/** Runs once when the app is loaded: database, listeners, sockets, jobs; and what to stop, in the reverse order. */
export async function openHouse(): Promise<void> {
  const house = globalThis as HouseGlobal;
  const settings = config();
  if (!settings.DATABASE_URL) return;
  database();
  surviveLostConnections(renewDatabase);
  if (hasMovableClock()) await installMovableClock();
  registerReactions();
  if (settings.STIMMHAUS_MODE !== 'test') await offerSetup(printSetupToken);
  const stops: Stop[] = [closeDatabase, stopSender, await startRestoreWatch(), startDiskWatch()];
  if (settings.WORKER_IN_PROCESS === 'yes') {
    stops.push(await startWorker(settings.DATABASE_URL, houseJobs), startClockwork());
  }
  if (settings.STIMMHAUS_MODE === 'demo') stops.push(startSimulatedVoters());
  if (house.stimmhausServer) stops.push(await startRealtime(house.stimmhausServer));
  house.stimmhausStop = async () => {
    for (const stop of stops.reverse()) await stop();
    log.info({ event: 'closed' });
  };
  log.info({ event: 'open', mode: settings.STIMMHAUS_MODE });
}

/** To the console and nowhere else: the log has no field for it. */
function printSetupToken(token: string): void {
  console.log(
    `This house belongs to nobody yet. Set it up at ${houseOrigin()}/setup with the token ${token}`,
  );
}
