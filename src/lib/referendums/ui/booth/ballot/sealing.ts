import type { BallotOrder, SealedBallot } from './sealed-ballot.ts';

/** Seals a ballot away from the page's thread, so that nothing stutters; in it where no worker can be had. */
export async function seal(order: BallotOrder): Promise<SealedBallot> {
  try {
    return await inWorker(order);
  } catch {
    const { sealBallot } = await import('./sealed-ballot.ts');
    return sealBallot(order);
  }
}

function inWorker(order: BallotOrder): Promise<SealedBallot> {
  const worker = new Worker(new URL('./ballot-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<SealedBallot>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SealedBallot>) => resolve(data));
    worker.addEventListener('error', () => reject(new Error('worker')));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}
