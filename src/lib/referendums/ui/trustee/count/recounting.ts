import { Refused } from '#crypto';
import type { Recounted, RecountNews, RecountOrder } from './recount.ts';

/** Counts again in a worker, so that the page stays alive; `onprogress` hears how many ballots are done. */
export function recountAside(order: RecountOrder, onprogress: (done: number) => void): Promise<Recounted> {
  const worker = new Worker(new URL('./recount-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Recounted>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<RecountNews>) => {
      if (data.kind === 'progress') onprogress(data.done);
      else if (data.kind === 'done') resolve(data.recounted);
      else reject(new Refused(data.code, data.detail));
    });
    worker.addEventListener('error', () => reject(new Refused('recount-broken')));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}
