import { availableParallelism } from 'node:os';
import { checkBallot, parseElection } from '../../crypto/index.ts';
import { fastestGroups } from '../../crypto/cli/engines.ts';
import { BallotPool } from '../../crypto/cli/pool.ts';
import { BallotMakers } from '../ballot-making/makers.ts';
import { figureOf, quantile, rounded, type Print } from './figure.ts';
import { sampleElection } from './sample-election.ts';
import { stockTool } from './stock-tool.ts';

const ROUNDS = 30;
const PER_ROUND = 24;
const SPEEDUP_ROUNDS = 7;
const PER_SPEEDUP_ROUND = 192;
const AT_ONCE = 16;

/** Verification of a ballot: on one core against the stock tool, and on all cores against one. */
export async function benchVerify(print: Print): Promise<void> {
  const sample = sampleElection();
  const makers = new BallotMakers(sample);
  const ballots = (await makers.make(PER_SPEEDUP_ROUND)).map(({ ballot }) => ballot);
  await makers.close();
  const election = parseElection(sample.election, fastestGroups());
  const verify = (texts: readonly string[]): void => {
    for (const text of texts) checkBallot(election, text);
  };
  verify(ballots);
  const credential = checkBallot(election, ballots[0] as string).credential;
  const stock = await stockTool({ ...sample, credential });
  const [own, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const texts = Array.from(
      { length: PER_ROUND },
      (_, i) => ballots[(round + i) % ballots.length] as string,
    );
    own.push(cpuTimeOf(() => verify(texts)) / PER_ROUND);
    if (typeof stock !== 'string') theirs.push(stock.verify(ballots[0] as string));
  }
  printOneCore(print, { own, theirs, ...(typeof stock === 'string' && { skipped: stock }) });
  if (typeof stock !== 'string') stock.close();
  await benchCores(print, { election, ballots, verify });
}

/** Milliseconds of CPU time of this process. */
function cpuTimeOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

interface OneCore {
  readonly own: readonly number[];
  readonly theirs: readonly number[];
  readonly skipped?: string;
}

function printOneCore(print: Print, { own, theirs, skipped }: OneCore): void {
  const name = 'verify-one-core';
  const unit = 'ms CPU per ballot';
  if (skipped !== undefined) {
    print({ ...figureOf({ name, unit, samples: own }), skipped });
    return;
  }
  print({ ...figureOf({ name: 'verify-stock', unit, samples: theirs }) });
  print({ ...figureOf({ name, unit, samples: own, limit: { most: quantile(theirs, 0.5) / 0.9 } }) });
}

type OnCores = {
  readonly election: ReturnType<typeof parseElection>;
  readonly ballots: readonly string[];
  readonly verify: (texts: readonly string[]) => void;
};

async function benchCores(print: Print, { election, ballots, verify }: OnCores): Promise<void> {
  const name = 'verify-all-cores';
  const unit = '× one core';
  if (availableParallelism() < 2) {
    print({ name, unit, skipped: 'this machine has one core' });
    return;
  }
  const pool = new BallotPool(election);
  await checkAll(pool, ballots);
  const samples: number[] = [];
  for (let round = 0; round < SPEEDUP_ROUNDS; round++) {
    const started = performance.now();
    verify(ballots);
    const between = performance.now();
    await checkAll(pool, ballots);
    samples.push((between - started) / (performance.now() - between));
  }
  await pool.close();
  print({ ...figureOf({ name, unit, samples, limit: { least: 1.5 } }) });
}

async function checkAll(pool: BallotPool, ballots: readonly string[]): Promise<void> {
  const batches = Array.from({ length: Math.ceil(ballots.length / AT_ONCE) }, (_, i) =>
    ballots.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  const outcomes = await Promise.all(batches.map((batch) => pool.checkEach(batch)));
  if (!outcomes.flat().every((outcome) => 'credential' in outcome))
    throw new Error('A good ballot was refused.');
}

const PART = 4_000;

/** So many different ballots on all cores; making them is not counted. */
export async function verifiedPerSecond(
  count: number,
  say: (sentence: string) => void,
): Promise<Readonly<Record<string, number>>> {
  const sample = sampleElection();
  const makers = new BallotMakers(sample);
  const pool = new BallotPool(parseElection(sample.election, fastestGroups()));
  const make = async (most: number) => (await makers.make(most)).map(({ ballot }) => ballot);
  await checkAll(pool, await make(AT_ONCE * pool.width));
  let milliseconds = 0;
  for (let verified = 0; verified < count;) {
    const ballots = await make(Math.min(PART, count - verified));
    const started = performance.now();
    await checkAll(pool, ballots);
    milliseconds += performance.now() - started;
    verified += ballots.length;
    say(`${verified} of ${count} ballots are verified.`);
  }
  await Promise.all([makers.close(), pool.close()]);
  return {
    ballotsPerSecond: rounded((count / milliseconds) * 1000),
    cores: availableParallelism(),
    ballots: count,
  };
}
