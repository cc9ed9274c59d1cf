import { setTimeout as pause } from 'node:timers/promises';
import type { MadeBallot } from '../ballot-making/making.ts';
import { Web, type Reply } from './web.ts';

const READERS = 3;
const PAUSE_MS = 250;

export interface BurstOrder {
  readonly house: string;
  readonly uuid: string;
  readonly ballots: readonly MadeBallot[];
  readonly clients: number;
  /** Another network for each. */
  readonly nextAddress: () => string;
  /** Hears when so many have been cast. */
  readonly told: (cast: number) => void;
}

export interface Burst {
  /** In the order of the ballots. */
  readonly casts: readonly Reply[];
  readonly pages: readonly Reply[];
}

/** All ballots are cast by so many clients, each casting its next as soon as the last is accepted; meanwhile some read. */
export async function castAll(order: BurstOrder): Promise<Burst> {
  const { house, uuid, ballots } = order;
  const path = `/vote/${uuid}/ballots`;
  const casts: Reply[] = [];
  let next = 0;
  let cast = 0;
  const client = async (): Promise<void> => {
    const web = new Web(house, order.nextAddress());
    for (let index = next++; index < ballots.length; index = next++) {
      casts[index] = await web.post(path, ballots[index]);
      order.told(++cast);
    }
    web.close();
  };
  const clients = Promise.all(Array.from({ length: order.clients }, client));
  const pages = await readMeanwhile(order, clients);
  await clients;
  return { casts, pages };
}

async function readMeanwhile(order: BurstOrder, until: Promise<unknown>): Promise<Reply[]> {
  const { house, uuid } = order;
  const paths = ['/', `/record/${uuid}`, '/record', `/vote/${uuid}/election`, '/booth'];
  const pages: Reply[] = [];
  const over = new AbortController();
  const end = (): void => over.abort();
  void until.then(end, end);
  const reader = async (_: unknown, seat: number): Promise<void> => {
    const web = new Web(house, order.nextAddress());
    for (let turn = seat; !over.signal.aborted; turn++) {
      pages.push(await web.get(paths[turn % paths.length] as string));
      await pause(PAUSE_MS);
    }
    web.close();
  };
  await Promise.all(Array.from({ length: READERS }, reader));
  return pages;
}
