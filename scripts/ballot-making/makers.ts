import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MadeBallot, MakingOrder } from './making.ts';

const AT_ONCE = 100;

/** Threads that make ballots, one for each core. */
export class BallotMakers {
  readonly #threads: readonly Worker[];

  constructor(order: MakingOrder) {
    const file = new URL('./thread.ts', import.meta.url);
    this.#threads = Array.from(
      { length: availableParallelism() },
      () => new Worker(file, { workerData: order }),
    );
  }

  /** @param told hears now and then how many there are */
  async make(count: number, told: (made: number) => void = () => {}): Promise<MadeBallot[]> {
    const made: MadeBallot[] = [];
    let ordered = 0;
    const keepBusy = async (thread: Worker): Promise<void> => {
      while (ordered < count) {
        const share = Math.min(AT_ONCE, count - ordered);
        ordered += share;
        const arrives = once(thread, 'message') as Promise<[MadeBallot[]]>;
        thread.postMessage(share);
        made.push(...(await arrives)[0]);
        told(made.length);
      }
    };
    await Promise.all(this.#threads.map(keepBusy));
    return made;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}
