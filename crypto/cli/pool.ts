import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Election } from '../election.ts';
import type { BallotBatch, BallotChecker, BatchOutcome } from '../verification/ballot-batch.ts';
import type { BallotOutcome, Task, TaskOutcome } from './work.ts';

/** How many threads are worth starting on this machine. */
export const CORES = availableParallelism();

/** Heap of one thread in MiB: far above what a batch of ballots needs, and a lid on it. */
const LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 24 };

interface Waiting {
  readonly task: Task;
  readonly resolve: (outcome: TaskOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Threads that check ballots of one election. They start when there is work, and end with `close`.
 * A thread that dies fails its task, and with it the verification: a verdict never comes from half the work.
 */
export class BallotPool implements BallotChecker {
  /** One batch for every thread and as many in reserve, so that none waits. */
  readonly width: number;
  readonly #election: string;
  readonly #threads: number;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #queue: Waiting[] = [];

  constructor(election: Election, threads: number = CORES) {
    this.#election = election.text;
    this.#threads = threads;
    this.width = 2 * threads;
  }

  async check(batch: BallotBatch): Promise<BatchOutcome> {
    const outcome = (await this.#run({ batch })) as { batch: BatchOutcome };
    return outcome.batch;
  }

  /** Each ballot by itself, for those who want every verdict. */
  async checkEach(each: readonly string[]): Promise<readonly BallotOutcome[]> {
    const outcome = (await this.#run({ each })) as { each: readonly BallotOutcome[] };
    return outcome.each;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  #run(task: Task): Promise<TaskOutcome> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#queue.length === 0) return;
    const worker = this.#idle.pop() ?? this.#start();
    if (!worker) return;
    const { task, resolve, reject } = this.#queue.shift()!;
    worker.removeAllListeners();
    worker.once('message', (outcome: TaskOutcome) => {
      this.#idle.push(worker);
      resolve(outcome);
      this.#next();
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread ended (${code})`)));
    worker.postMessage(task);
  }

  #start(): Worker | undefined {
    if (this.#all.length >= this.#threads) return undefined;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#election,
      resourceLimits: LIMITS,
    });
    this.#all.push(worker);
    return worker;
  }
}
