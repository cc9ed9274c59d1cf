import { Refused } from '#crypto';
import { recount, type RecountNews, type RecountOrder } from './recount.ts';

/** The scope of a dedicated worker, as far as it is used here. */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: RecountOrder }) => void): void;
  postMessage(news: RecountNews): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener('message', ({ data }) => void answer(data));

async function answer(order: RecountOrder): Promise<void> {
  try {
    const recounted = await recount(order, (done) => scope.postMessage({ kind: 'progress', done }));
    scope.postMessage({ kind: 'done', recounted });
  } catch (error) {
    const { code, detail } = error instanceof Refused ? error : { code: 'unexpected', detail: String(error) };
    scope.postMessage({ kind: 'refused', code, detail: detail ?? '' });
  }
}
