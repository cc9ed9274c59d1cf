import { statfs } from 'node:fs/promises';
import { system } from '#lib/platform/actor.ts';
import { config } from '#lib/platform/server/config.server.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { recordEvidence } from '#lib/platform/server/facts.server.ts';
import { log } from '#lib/platform/server/log.server.ts';

const WATCH_MS = 60_000;
const ALARM_PERCENT = 80;

/** Blocks of a disk, as statfs(2) counts them: all, and those that are left to the house. */
export interface Disk {
  readonly blocks: number;
  readonly bavail: number;
}

export function percentFull({ blocks, bavail }: Disk): number {
  return blocks === 0 ? 0 : Math.floor((100 * (blocks - bavail)) / blocks);
}

/**
 * Raises the alarm once when four fifths are full, while there is still room to write that down, and again only after
 * there was more room meanwhile.
 */
export class DiskWatch {
  #isWarned = false;

  async look(disk: Disk): Promise<void> {
    const percent = percentFull(disk);
    const isFilling = percent >= ALARM_PERCENT;
    if (isFilling && !this.#isWarned) {
      log.error({ event: 'disk-filling', count: percent });
      const subject = { kind: 'house', id: 'disk' };
      const entry = { code: 'disk-filling', subject, reason: `${percent} %` };
      await transact((tx) => recordEvidence(tx, system('disk-watch'), entry));
    }
    this.#isWarned = isFilling;
  }
}

/** Watches the disk on which the house keeps its files, and its database where it brings its own. */
export function startDiskWatch(): () => Promise<void> {
  const watch = new DiskWatch();
  let looking: Promise<void> = Promise.resolve();
  const look = (): void => {
    looking = looking
      .then(() => statfs(config().STATE_DIR))
      .then((disk) => watch.look(disk))
      .catch((error: Error) => log.error({ event: 'disk-watch', code: error.name }));
  };
  look();
  const timer = setInterval(look, WATCH_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}
