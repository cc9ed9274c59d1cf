import { parseArgs } from 'node:util';
import { machine, type Print } from './bench/figure.ts';
import { benchBallot } from './bench/ballot.ts';
import { benchEligibility } from './bench/eligibility.ts';
import { benchImport } from './bench/import.ts';
import { benchPages } from './bench/pages.ts';
import { benchVerify, verifiedPerSecond } from './bench/verify.ts';
import { run, Trouble } from './running/trouble.ts';

const TOPICS: Readonly<Record<string, (print: Print) => Promise<void>>> = {
  verify: benchVerify,
  ballot: benchBallot,
  eligibility: benchEligibility,
  import: benchImport,
  pages: benchPages,
};
const MOST_BALLOTS = 100_000;

const say = (sentence: string): void => console.error(sentence);
const print: Print = (line) => console.log(JSON.stringify(line));

/** `npm run --silent bench -- [TOPIC…]`, or `… verify --ballots N`: one line of JSON per figure. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ballots: { type: 'string' } },
  });
  const unknown = positionals.find((topic) => !(topic in TOPICS));
  if (unknown !== undefined)
    throw new Trouble(`There is no topic "${unknown}": ${Object.keys(TOPICS).join(', ')}.`);
  if (values.ballots !== undefined) {
    print(await verifiedPerSecond(ballotsWished(values.ballots, positionals), say));
    return;
  }
  print({ machine: machine() });
  for (const [topic, bench] of Object.entries(TOPICS)) {
    if (positionals.length > 0 && !positionals.includes(topic)) continue;
    say(`Measuring: ${topic} …`);
    await bench(print);
  }
}

function ballotsWished(given: string, topics: readonly string[]): number {
  const count = Number(given);
  if (topics.join() !== 'verify') throw new Trouble('--ballots belongs to the topic verify.');
  if (Number.isInteger(count) && count >= 1 && count <= MOST_BALLOTS) return count;
  throw new Trouble(`--ballots is a whole number from 1 to ${MOST_BALLOTS}.`);
}

await run(main);
