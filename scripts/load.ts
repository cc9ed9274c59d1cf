import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { machine } from './bench/figure.ts';
import { runLoad } from './load/run-load.ts';
import { run, Trouble } from './running/trouble.ts';

const print = (line: object): void => console.log(JSON.stringify(line));

/** `npm run --silent load -- [--runs 3] [--ballots 20000] [--clients 64]`: one line of JSON per figure and run. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '3' },
      ballots: { type: 'string', default: '20000' },
      clients: { type: 'string', default: '64' },
    },
  });
  const whole = (name: keyof typeof values, most: number): number => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= most) return value;
    throw new Trouble(`--${name} is a whole number from 1 to ${most}.`);
  };
  const [runs, ballots, clients] = [whole('runs', 20), whole('ballots', 100_000), whole('clients', 500)];
  print({ machine: machine() });
  let holds = true;
  for (let number = 1; number <= runs; number++) {
    console.error(`Run ${number} of ${runs}: a house is made ready …`);
    for (const figure of await runLoad({ ballots, clients })) {
      print({ ...figure, run: number, load: loadavg()[0] });
      holds &&= figure.holds !== false;
    }
  }
  return holds ? 0 : 1;
}

await run(main);
