import { parentPort } from 'node:worker_threads';
import { Refused } from '#crypto';
import { answerTask } from './answer-task.ts';
import { standBack } from './stand-back.ts';
import type { Answer, Task } from './task.ts';

standBack();
parentPort?.on('message', ({ id, task }: { id: number; task: Task }) => {
  parentPort?.postMessage({ id, answer: answered(task) });
});

function answered(task: Task): Answer {
  try {
    return { text: answerTask(task) };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.code };
    throw error;
  }
}
