import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { BallotMakers } from '../ballot-making/makers.ts';
import type { MadeBallot } from '../ballot-making/making.ts';
import { figureOf, type Figure, type Measured } from '../bench/figure.ts';
import { openPrivateHouse, type PrivateHouse } from '../election/private-house.ts';
import { openVote } from '../election/run-election.ts';
import { runNode } from '../running/program.ts';
import { Trouble } from '../running/trouble.ts';
import { countBox } from './box-count.ts';
import { castAll, type Burst } from './burst.ts';
import { Web, type Reply } from './web.ts';
import { slowestRate } from './windows.ts';

export interface LoadWish {
  readonly ballots: number;
  readonly clients: number;
}

const WINDOW_SECONDS = 30;
const SEEDED_VOTERS = 12;
const REPEATED = 200;
const LONG_RUN = 10_000;
const MOST_GROWTH = 64;

const say = (sentence: string): void => console.error(sentence);

/** One run against a house of its own: built server, PostgreSQL with fsync, clients, all on this machine. */
export async function runLoad(wish: LoadWish): Promise<Figure[]> {
  const password = randomBytes(12).toString('hex');
  const house = await openPrivateHouse({ voters: SEEDED_VOTERS, trustees: 3, password });
  try {
    const { uuid } = await openVote(house, { trustees: 3, threshold: 2 }, password);
    const ballots = await prepare(house, uuid, wish.ballots);
    say(`${ballots.length} ballots are ready; ${wish.clients} clients begin.`);
    const memory: number[] = [residentMebibytes(house)];
    const told = (cast: number): void => {
      if (cast === Math.ceil(wish.ballots / 2)) memory.push(residentMebibytes(house));
      if (cast % 2_000 === 0) say(`${cast} are cast.`);
    };
    const { nextAddress } = house;
    const burst = await castAll({
      house: house.url,
      uuid,
      ballots,
      clients: wish.clients,
      nextAddress,
      told,
    });
    memory.push(residentMebibytes(house));
    await refuseOtherReceipts(house, uuid, { ballots, casts: burst.casts });
    const box = await countBox(house.databaseUrl, uuid, ballots);
    return figuresOf(burst, memory).concat(
      count('load-lost', box.lost),
      count('load-double', box.double + box.foreign),
    );
  } finally {
    await house.close();
  }
}

/** Cards signed directly with the referendum's key, and their ballots; none of it is counted. */
async function prepare(house: PrivateHouse, uuid: string, wanted: number): Promise<MadeBallot[]> {
  const program = fileURLToPath(new URL('./card-key.ts', import.meta.url));
  const { code, output } = await runNode([program, uuid], house.env);
  if (code !== 0) throw new Trouble(`The card key could not be had.\n${output}`);
  const cardKey = output.slice(output.indexOf('-----BEGIN'));
  const web = new Web(house.url, house.nextAddress());
  const { election } = JSON.parse((await web.get(`/vote/${uuid}/election`)).text) as { election: string };
  web.close();
  const makers = new BallotMakers({ election, cardKey });
  try {
    return await makers.make(wanted, (made) => void (made % 5_000 === 0 && say(`${made} ballots are made.`)));
  } finally {
    await makers.close();
  }
}

/** What the server holds of the machine's memory now. */
function residentMebibytes({ serverPid }: PrivateHouse): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(serverPid)], { encoding: 'utf8' })) / 1024;
}

type Sent = { readonly ballots: readonly MadeBallot[]; readonly casts: readonly Reply[] };

/** Some of them again, with the same bytes: each gets the receipt that it got, and the box holds no more. */
async function refuseOtherReceipts(
  house: PrivateHouse,
  uuid: string,
  { ballots, casts }: Sent,
): Promise<void> {
  const web = new Web(house.url, house.nextAddress());
  for (let index = 0; index < Math.min(REPEATED, ballots.length); index++) {
    const again = await web.post(`/vote/${uuid}/ballots`, ballots[index]);
    const first = casts[index];
    if (first?.status === 200 && again.text !== first.text)
      throw new Trouble('A ballot cast again got another receipt.');
  }
  web.close();
}

function figuresOf({ casts, pages }: Burst, [begin = 0, middle = 0, end = 0]: readonly number[]): Figure[] {
  const accepted = casts.filter(({ status }) => status === 200);
  const rate = slowestRate(
    accepted.map(({ ended }) => ended),
    WINDOW_SECONDS,
  );
  const times = (replies: readonly Reply[]): number[] => replies.map(({ ms }) => ms);
  const mebibytes = (at: string, value: number): Measured => {
    return { name: `load-memory-${at}`, unit: 'MiB', samples: [value] };
  };
  const measured: Measured[] = [
    { name: 'load-accepted-slowest-30s', unit: 'per s', samples: [rate], limit: { least: 80 } },
    { name: 'load-cast', unit: 'ms', samples: times(casts), limit: { most: 1_500 }, judged: 'p95' },
    { name: 'load-page', unit: 'ms', samples: times(pages), limit: { most: 300 }, judged: 'p95' },
    mebibytes('begin', begin),
    mebibytes('middle', middle),
    mebibytes('end', end),
    // From the middle on nothing may grow but passing needs; a short run is over before it is warm.
    {
      ...mebibytes('growth', end - middle),
      ...(casts.length >= LONG_RUN && { limit: { most: MOST_GROWTH } }),
    },
  ];
  const refused = casts.length - accepted.length;
  const broken = pages.filter(({ status }) => status !== 200).length;
  return [...measured.map(figureOf), count('load-refused', refused), count('load-pages-broken', broken)];
}

/** Something of which there must be nothing. */
function count(name: string, value: number): Figure {
  return figureOf({ name, unit: 'count', samples: [value], limit: { most: 0 } });
}
