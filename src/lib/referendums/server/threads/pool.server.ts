import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { repositoryRoot } from '#lib/platform/server/root.server.ts';
import type { Answer, Task } from './task.ts';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

const THREAD_FILE = 'src/lib/referendums/server/threads/thread.ts';
/** More waiting than this at one thread, and a caller hears to come again: memory stays bounded in a rush. */
const MOST_WAITING = 1000;

let threads: Thread[] = [];
let last = 0;

/** Has a thread do the task. Resolves to its answer; `house-busy` where too many already wait. */
export async function inThread(task: Task): Promise<Answer> {
  const thread = leastBusy();
  if (thread.waiting.size >= MOST_WAITING) return { refusal: 'house-busy' };
  last += 1;
  const id = last;
  return new Promise((resolve, reject) => {
    thread.waiting.set(id, { resolve, reject });
    thread.worker.postMessage({ id, task });
  });
}

/** As `inThread`, for tasks that cannot be refused. */
export async function textFromThread(task: Task): Promise<string> {
  const answer = await inThread(task);
  if ('refusal' in answer) throw new Error(`A thread refused a ${task.kind}: ${answer.refusal}`);
  return answer.text;
}

function leastBusy(): Thread {
  while (threads.length < Math.max(1, availableParallelism())) threads.push(startThread());
  return threads.reduce((least, thread) => (thread.waiting.size < least.waiting.size ? thread : least));
}

function startThread(): Thread {
  const worker = new Worker(join(repositoryRoot(), THREAD_FILE), { execArgv: [] });
  const thread: Thread = { worker, waiting: new Map() };
  worker.unref();
  worker.on('message', ({ id, answer }: { id: number; answer: Answer }) => {
    thread.waiting.get(id)?.resolve(answer);
    thread.waiting.delete(id);
  });
  const ended = (error: Error): void => {
    threads = threads.filter((other) => other !== thread);
    for (const waiting of thread.waiting.values()) waiting.reject(error);
    thread.waiting.clear();
  };
  worker.on('error', ended);
  worker.on('exit', () => ended(new Error('A thread ended.')));
  return thread;
}

/** Ends the threads; for graceful stop and tests. */
export async function stopThreads(): Promise<void> {
  const ending = threads;
  threads = [];
  await Promise.all(ending.map((thread) => thread.worker.terminate()));
}
