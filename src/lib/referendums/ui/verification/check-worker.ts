import { checkReferendum, type ReferendumFiles } from '#crypto';
import type { CheckNews, CheckOrder } from './messages.ts';

/** The scope of a dedicated worker, as far as it is used here. */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: CheckOrder }) => void): void;
  postMessage(news: CheckNews): void;
}

const scope = globalThis as unknown as WorkerScope;
const say = (news: CheckNews): void => scope.postMessage(news);

async function load(folder: string, file: string): Promise<Uint8Array> {
  say({ kind: 'loading', file });
  const answer = await fetch(folder + file, { credentials: 'omit' });
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Everything is fetched first, as a stranger would, and checked only from these bytes. */
async function loadAll(folder: string): Promise<ReferendumFiles> {
  const record = await load(folder, 'record.jsonl');
  const checkpoint = await load(folder, 'checkpoint');
  const cardKey = await load(folder, 'card-key.pem');
  const cards = await load(folder, 'cards.json');
  const archive = await load(folder, 'election.bel');
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return {
    record: () => [record],
    cards: () => [cards],
    archive: () => [archive],
    checkpoint: text(checkpoint),
    cardKey: text(cardKey),
  };
}

async function check({ files }: CheckOrder): Promise<void> {
  try {
    const verdict = await checkReferendum(await loadAll(files), {
      onCards: (done) => say({ kind: 'cards', done }),
      onProgress: (done) => say({ kind: 'ballots', done }),
    });
    say({
      kind: 'verdict',
      accepted: verdict.verdict === 'accept',
      reason: verdict.reason,
      checks: verdict.checks,
      ballots: verdict.turnout?.ballots ?? 0,
    });
  } catch {
    say({ kind: 'broken' });
  }
}

scope.addEventListener('message', ({ data }) => void check(data));
