import type { Vote } from '#crypto';
import type { BallotOrder, SealedBallot } from './sealed-ballot.ts';

/**
 * Seals ballots away from the page's thread, so that nothing stutters; in it where no worker can be had. The worker gets
 * ready while the paper is filled in. Stop it when the booth is left: it has seen the votes.
 */
export class BallotSealer {
  readonly #election: string;
  #worker: Worker | null;

  constructor(election: string) {
    this.#election = election;
    this.#worker = readyWorker(election);
  }

  async seal(code: string, votes: readonly Vote[]): Promise<SealedBallot> {
    const order: BallotOrder = { election: this.#election, code, votes };
    if (this.#worker) {
      try {
        return await answerOf(this.#worker, order);
      } catch {
        this.stop();
      }
    }
    const { sealBallot } = await import('./sealed-ballot.ts');
    return sealBallot(order);
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}

function readyWorker(election: string): Worker | null {
  try {
    const worker = new Worker(new URL('./ballot-worker.ts', import.meta.url), { type: 'module' });
    worker.postMessage({ election });
    return worker;
  } catch {
    return null;
  }
}

function answerOf(worker: Worker, order: BallotOrder): Promise<SealedBallot> {
  return new Promise<SealedBallot>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<SealedBallot>) => resolve(data);
    worker.onerror = () => reject(new Error('worker'));
    worker.postMessage(order);
  });
}
