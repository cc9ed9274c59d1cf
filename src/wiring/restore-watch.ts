import { log } from '#lib/platform/server/log.server.ts';
import { beginAnew, compareMarker, goOn } from '#lib/platform/server/restore-marker.server.ts';
import { abortRestored } from '#lib/referendums/server/box/abort-restored.ts';

const WATCH_MS = 1000;

/**
 * Compares the database with the marker, ends what must not go on after a restore, and only then notes where it stands.
 * Resolves to how many referendums were ended.
 */
export async function watchOnce(): Promise<number> {
  const comparison = await compareMarker();
  if (!comparison.isRestored) {
    await goOn(comparison);
    return 0;
  }
  const ended = await abortRestored();
  await beginAnew(comparison);
  log.error({ event: 'database-restored', count: ended });
  return ended;
}

/** Once before the house opens, where it must succeed, then every second. */
export async function startRestoreWatch(): Promise<() => Promise<void>> {
  await watchOnce();
  let watching: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    watching = watching.then(watchOnce).catch((error: Error) => {
      log.error({ event: 'restore-watch', code: error.name });
    });
  }, WATCH_MS);
  return async () => {
    clearInterval(timer);
    await watching;
  };
}
