import { parentPort, workerData } from 'node:worker_threads';
import { ballotMaker, type MakingOrder } from './making.ts';

// A thread that makes as many ballots as it is told.
const make = ballotMaker(workerData as MakingOrder);
parentPort?.on('message', (count: number) => parentPort?.postMessage(Array.from({ length: count }, make)));
