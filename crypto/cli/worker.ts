// A thread that checks ballots of one election. Node runs this file as it stands; it is started by path (pool.ts).
import { parentPort, workerData } from 'node:worker_threads';
import { parseElection } from '../election.ts';
import { fastestGroups } from './engines.ts';
import { work, type Task } from './work.ts';

const election = parseElection(workerData as string, fastestGroups());
const port = parentPort!;
port.on('message', (task: Task) => port.postMessage(work(election, task)));
