import { turnClockwork } from '#lib/referendums/server/clockwork.ts';
import { stopThreads } from '#lib/referendums/server/threads/pool.server.ts';
import { log } from '#lib/platform/server/log.server.ts';

const TURN_MS = 1000;

/** Turns the clockwork every second, one turn after the other; the locks of its steps let one process act. */
export function startClockwork(): () => Promise<void> {
  let isStopped = false;
  let turning: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    turning = turning.then(() => (isStopped ? undefined : turn()));
  }, TURN_MS);
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await turning;
    await stopThreads();
  };
}

async function turn(): Promise<void> {
  try {
    for (const error of await turnClockwork()) log.error({ event: 'clockwork', code: error.name });
  } catch (error) {
    log.error({ event: 'clockwork', code: error instanceof Error ? error.name : 'unknown' });
  }
}
